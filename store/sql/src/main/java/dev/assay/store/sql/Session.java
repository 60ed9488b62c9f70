package dev.assay.store.sql;

import dev.assay.core.Failure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection with its prepared statements, which are kept and used again. Used by one thread at
 * a time. A text of SQL is used by one caller at a time: read a result to its end before the same
 * text is run again.
 */
public final class Session implements AutoCloseable {
  private static final int STATEMENTS_MAX = 256;

  private final Connection connection;
  private final Dialect dialect;
  private final Map<String, PreparedStatement> statements = new LinkedHashMap<>(64, 0.75f, true);

  Session(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  /** Reads one row of a result. */
  @FunctionalInterface
  public interface Row<T extends @Nullable Object> {
    T read(ResultSet row) throws SQLException;
  }

  /** Looks at one row of a result. */
  @FunctionalInterface
  public interface Look {
    void at(ResultSet row) throws SQLException;
  }

  public Dialect dialect() {
    return dialect;
  }

  /** The connection itself, for what the methods here cannot say. */
  public Connection connection() {
    return connection;
  }

  /**
   * The prepared statement of this text, without the values of its last use; never closed by the
   * caller.
   */
  public PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement known = statements.get(sql);
    if (known != null) {
      return known;
    }
    PreparedStatement fresh = connection.prepareStatement(sql);
    statements.put(sql, fresh);
    forgetEldest();
    return fresh;
  }

  /** The prepared statement with these values set; see {@link #bind}. */
  public PreparedStatement prepare(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = prepare(sql);
    bind(statement, values);
    return statement;
  }

  /** Runs a change; gives the number of rows it met. */
  public int update(String sql, @Nullable Object... values) throws SQLException {
    return prepare(sql, values).executeUpdate();
  }

  /** All rows of a query. */
  public <T> List<T> list(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
    List<T> rows = new ArrayList<>();
    each(sql, result -> rows.add(row.read(result)), values);
    return rows;
  }

  /** Looks at each row of a query. */
  public void each(String sql, Look look, @Nullable Object... values) throws SQLException {
    try (ResultSet result = prepare(sql, values).executeQuery()) {
      while (result.next()) {
        look.at(result);
      }
    }
  }

  /** The first row of a query, if any. */
  public <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... values)
      throws SQLException {
    try (ResultSet result = prepare(sql, values).executeQuery()) {
      return result.next() ? Optional.of(row.read(result)) : Optional.empty();
    }
  }

  /** Whether a query has a row. */
  public boolean any(String sql, @Nullable Object... values) throws SQLException {
    return first(sql, row -> Boolean.TRUE, values).isPresent();
  }

  /** The number that a query or a {@code RETURNING} gives; it must give one. */
  public long number(String sql, @Nullable Object... values) throws SQLException {
    return first(sql, row -> row.getLong(1), values)
        .orElseThrow(() -> new SQLException("a row was expected from: " + sql));
  }

  /** Runs SQL that is not worth keeping prepared. */
  public void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Sets the values of a statement from the first on: numbers, texts, bytes and null. */
  public static void bind(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      switch (values[i]) {
        case null -> statement.setObject(i + 1, null);
        case Long number -> statement.setLong(i + 1, number);
        case Integer number -> statement.setLong(i + 1, number);
        case String text -> statement.setString(i + 1, withoutZero(text));
        case byte[] bytes -> statement.setBytes(i + 1, bytes);
        case Double number -> statement.setDouble(i + 1, number);
        default -> throw new IllegalArgumentException("no column holds a " + values[i].getClass());
      }
    }
  }

  /** PostgreSQL keeps no text with a zero character, and SQLite's functions end at it. */
  private static String withoutZero(String text) {
    if (text.indexOf(0) >= 0) {
      throw Failure.invalid("a text with a zero character cannot be stored or searched");
    }
    return text;
  }

  /** A number that may be NULL. */
  public static @Nullable Long numberOrNull(ResultSet row, int column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? null : number;
  }

  /** The texts of the statements that are prepared, for tests of their plans. */
  List<String> prepared() {
    return List.copyOf(statements.keySet());
  }

  private void forgetEldest() throws SQLException {
    if (statements.size() > STATEMENTS_MAX) {
      var eldest = statements.entrySet().iterator();
      PreparedStatement statement = eldest.next().getValue();
      eldest.remove();
      statement.close();
    }
  }

  @Override
  public void close() throws SQLException {
    statements.clear();
    connection.close();
  }
}
