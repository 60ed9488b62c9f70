package dev.assay.store.sql;

import dev.assay.core.Failure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * PostgreSQL, one server of Assay at a time: the writing connection holds an advisory lock, so
 * whoever cannot have the lock cannot write.
 */
final class PostgresDialect implements Dialect {
  /** "assay" as a number: the advisory lock that only one server holds. */
  private static final long LOCK = 0x6173736179L;

  /** How long the lock of a server that just died may still be held. */
  private static final int LOCK_WAIT_MILLIS_MAX = 3_000;

  private static final int LOCK_TRY_MILLIS = 50;

  private static final List<String> MUST_BE_ON =
      List.of("fsync", "full_page_writes", "synchronous_commit");

  /** Collations that know the case of all letters, best first. */
  private static final List<String> CASE_AWARE = List.of("und-x-icu", "C.UTF-8", "en_US.utf8");

  private final SqlConfig.Place.Postgres place;
  private volatile String caseAware = "default";

  PostgresDialect(SqlConfig.Place.Postgres place) {
    this.place = place;
  }

  @Override
  public void own() {
    // Taken with the writing connection, see openWriter.
  }

  @Override
  public Connection openWriter() throws SQLException {
    Connection connection = DriverManager.getConnection(place.jdbcUrl(), properties());
    try {
      for (String setting : MUST_BE_ON) {
        refuseOff(connection, setting);
      }
      refuseOtherEncoding(connection);
      takeLock(connection);
      caseAware = caseAwareCollation(connection);
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static void refuseOff(Connection connection, String setting) throws SQLException {
    if (show(connection, setting).equals("off")) {
      throw Failure.unavailable(
          "PostgreSQL runs with "
              + setting
              + " = off and could lose acknowledged data; set it to on");
    }
  }

  private static void refuseOtherEncoding(Connection connection) throws SQLException {
    String encoding = show(connection, "server_encoding");
    if (!encoding.equals("UTF8")) {
      throw Failure.unavailable(
          "the PostgreSQL database keeps text as " + encoding + "; make one with encoding UTF8");
    }
  }

  private static void takeLock(Connection connection) throws SQLException {
    long giveUpNanos = System.nanoTime() + LOCK_WAIT_MILLIS_MAX * 1_000_000L;
    while (!text(connection, "SELECT pg_try_advisory_lock(" + LOCK + ")").equals("t")) {
      if (System.nanoTime() - giveUpNanos > 0) {
        throw inUse(connection);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOCK_TRY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.unavailable("interrupted while waiting for the database", e);
    }
  }

  private static Failure inUse(Connection connection) {
    String served = "";
    try {
      String address =
          text(connection, "SELECT coalesce(address, '') FROM store_state WHERE id = 0");
      served = address.isEmpty() ? "" : "; it is served at " + address;
    } catch (SQLException e) {
      served = ""; // the other server has not made its tables yet
    }
    return Failure.unavailable("the database is in use by another server" + served);
  }

  private static String caseAwareCollation(Connection connection) throws SQLException {
    for (String name : CASE_AWARE) {
      String found =
          text(connection, "SELECT count(*) FROM pg_collation WHERE collname = '" + name + "'");
      if (!found.equals("0")) {
        return name;
      }
    }
    return "default";
  }

  private static String show(Connection connection, String setting) throws SQLException {
    return text(connection, "SHOW " + setting);
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      String text = row.next() ? row.getString(1) : null;
      return text == null ? "" : text;
    }
  }

  @Override
  public Connection openReader() throws SQLException {
    Connection connection = DriverManager.getConnection(place.jdbcUrl(), properties());
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    return connection;
  }

  private Properties properties() {
    Properties properties = new Properties();
    place.user().ifPresent(user -> properties.setProperty("user", user));
    place.password().ifPresent(password -> properties.setProperty("password", password));
    properties.setProperty("ApplicationName", "assay");
    properties.setProperty("tcpKeepAlive", "true");
    return properties;
  }

  @Override
  public FluentConfiguration migrated(FluentConfiguration flyway) {
    return flyway.dataSource(
        place.jdbcUrl(), place.user().orElse(null), place.password().orElse(null));
  }

  @Override
  public Map<String, String> placeholders() {
    return Map.of(
        "id", "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
        "key", "BIGINT PRIMARY KEY",
        "text", "TEXT COLLATE \"C\"",
        "bytes", "BYTEA",
        "clustered", "");
  }

  @Override
  public String begin() {
    return "BEGIN";
  }

  @Override
  public void beginRead(Session session) {
    // The driver begins the transaction with the first query.
  }

  @Override
  public void endRead(Session session) throws SQLException {
    session.connection().commit();
  }

  @Override
  public Severity severity(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    return switch (state) {
      case "53100" -> Severity.FULL;
      case "58030", "XX001", "XX002" -> Severity.DISK;
      // Text with a zero character, text too long for an index.
      case "22021", "54000" -> Severity.VALUE;
      default ->
          state.startsWith("08") || state.startsWith("57P")
              ? Severity.CONNECTION
              : Severity.STATEMENT;
    };
  }

  @Override
  public String like(String column) {
    return column + " LIKE ? ESCAPE ''";
  }

  @Override
  public String pattern(String like) {
    return like;
  }

  @Override
  public String likeIgnoringCase(String column) {
    return column + " COLLATE \"" + caseAware + "\" ILIKE ? ESCAPE ''";
  }

  @Override
  public String indexedBy(String index) {
    return "";
  }

  @Override
  public String joined(String expression) {
    return "string_agg(" + expression + ", '')";
  }

  @Override
  public void announce(Database database, Optional<String> address) {
    database.write(
        session ->
            session.update(
                "UPDATE store_state SET address = ? WHERE id = 0", address.orElse(null)));
  }

  @Override
  public boolean commitsInDoubt() {
    return true;
  }

  @Override
  public void close() {
    // The lock goes with the writing connection.
  }
}
