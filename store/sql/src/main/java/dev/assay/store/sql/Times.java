package dev.assay.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Times as the tables hold them: epoch milliseconds, NULL for none. Pure functions. */
final class Times {
  private Times() {}

  static @Nullable Long millis(Optional<Instant> at) {
    return at.map(Instant::toEpochMilli).orElse(null);
  }

  static Instant at(ResultSet row, int column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }

  static Optional<Instant> maybeAt(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(Session.numberOrNull(row, column)).map(Instant::ofEpochMilli);
  }
}
