package dev.assay.store.sql;

import dev.assay.core.Failure;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.sqlite.SQLiteException;

/**
 * SQLite in a directory of its own: write-ahead log, every commit synced. That one process at a
 * time has the directory is the caller's care.
 */
final class SqliteDialect implements Dialect {
  /** What each connection is set to; the first four are read back and must hold. */
  private static final Map<String, String> SAFETY =
      Map.of(
          "journal_mode", "wal",
          "synchronous", "2", // FULL
          "foreign_keys", "1",
          "busy_timeout", "10000");

  private static final int WRITER_CACHE_KIB = 32 * 1024;
  private static final int READER_CACHE_KIB = 16 * 1024;

  /** Pages of the log before it is merged: fewer merges write often-changed pages less often. */
  private static final int CHECKPOINT_PAGES = 4_000;

  private static final String DATABASE = "assay.db";

  private final Path directory;

  SqliteDialect(Path directory) {
    this.directory = directory;
  }

  @Override
  public void own() {
    try {
      Files.createDirectories(directory, ownerOnly("rwx------"));
      create(directory.resolve(DATABASE));
    } catch (IOException e) {
      throw Failure.unavailable("the data directory cannot be used: " + e.getMessage(), e);
    }
  }

  private static void create(Path file) throws IOException {
    try {
      Files.createFile(file, ownerOnly("rw-------"));
    } catch (FileAlreadyExistsException e) {
      // Made by an earlier start, with the same mode; SQLite gives its side files the mode of the
      // database.
      return;
    }
  }

  private static FileAttribute<?>[] ownerOnly(String permissions) {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  @Override
  public Connection openWriter() throws SQLException {
    Connection connection = open(WRITER_CACHE_KIB);
    for (Map.Entry<String, String> pragma : SAFETY.entrySet()) {
      check(connection, pragma.getKey(), pragma.getValue());
    }
    return connection;
  }

  @Override
  public Connection openReader() throws SQLException {
    Connection connection = open(READER_CACHE_KIB);
    run(connection, "PRAGMA query_only = ON");
    return connection;
  }

  private Connection open(int cacheKib) throws SQLException {
    Connection connection = DriverManager.getConnection(url());
    for (Map.Entry<String, String> pragma : SAFETY.entrySet()) {
      run(connection, "PRAGMA " + pragma.getKey() + " = " + pragma.getValue());
    }
    run(connection, "PRAGMA cache_size = -" + cacheKib);
    run(connection, "PRAGMA temp_store = MEMORY");
    run(connection, "PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
    return connection;
  }

  private static void run(Connection connection, String pragma) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(pragma);
    }
  }

  private static void check(Connection connection, String pragma, String wanted)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA " + pragma)) {
      String found = row.next() ? row.getString(1) : "nothing";
      if (!wanted.equalsIgnoreCase(found)) {
        throw Failure.unavailable(
            "SQLite does not keep %s = %s (it says %s); the data directory must be on a local disk"
                .formatted(pragma, wanted, found));
      }
    }
  }

  private String url() {
    return "jdbc:sqlite:" + directory.resolve(DATABASE).toAbsolutePath();
  }

  @Override
  public FluentConfiguration migrated(FluentConfiguration flyway) {
    return flyway.dataSource(url(), null, null);
  }

  @Override
  public Map<String, String> placeholders() {
    return Map.of(
        "id", "INTEGER PRIMARY KEY AUTOINCREMENT",
        "key", "INTEGER PRIMARY KEY",
        "text", "TEXT",
        "bytes", "BLOB",
        "clustered", "WITHOUT ROWID");
  }

  @Override
  public String begin() {
    return "BEGIN IMMEDIATE";
  }

  @Override
  public void beginRead(Session session) throws SQLException {
    session.update("BEGIN");
  }

  @Override
  public void endRead(Session session) throws SQLException {
    session.update("COMMIT");
  }

  @Override
  public Severity severity(SQLException failure) {
    if (!(failure instanceof SQLiteException sqlite)) {
      return Severity.STATEMENT;
    }
    return switch (sqlite.getResultCode().code & 0xff) {
      case 13 -> Severity.FULL; // SQLITE_FULL
      case 18 -> Severity.VALUE; // SQLITE_TOOBIG
      // SQLITE_READONLY, SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_CANTOPEN, SQLITE_NOTADB
      case 8, 10, 11, 14, 26 -> Severity.DISK;
      default -> Severity.STATEMENT;
    };
  }

  @Override
  public String like(String column) {
    return column + " GLOB ?";
  }

  @Override
  public String pattern(String like) {
    StringBuilder glob = new StringBuilder(like.length() + 8);
    for (int i = 0; i < like.length(); i++) {
      char unit = like.charAt(i);
      switch (unit) {
        case '%' -> glob.append('*');
        case '_' -> glob.append('?');
        case '*', '?', '[' -> glob.append('[').append(unit).append(']');
        default -> glob.append(unit);
      }
    }
    return glob.toString();
  }

  @Override
  public String likeIgnoringCase(String column) {
    return column + " LIKE ?";
  }

  @Override
  public String indexedBy(String index) {
    return " INDEXED BY " + index;
  }

  @Override
  public void announce(Database database, String address) {
    // Whoever holds the directory says so in it.
  }

  @Override
  public boolean commitsInDoubt() {
    return false;
  }

  @Override
  public void close() {
    // Nothing is held beyond the connections.
  }
}
