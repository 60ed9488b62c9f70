package dev.assay.store.sql;

import dev.assay.core.Failure;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the tables to the version this program knows. A store that is up to date costs two
 * queries: Flyway is only started when there is something to do.
 */
final class Migrations {
  /** The number of the newest file in the migration folder. */
  static final int VERSION = 1;

  private static final String HISTORY = "flyway_schema_history";

  private Migrations() {}

  static void run(Session session) throws SQLException {
    int version = version(session);
    if (version > VERSION) {
      throw Failure.unavailable(
          "the store was written by a newer Assay (its version is %d, this program knows up to %d); start that newer Assay, or one newer still"
              .formatted(version, VERSION));
    }
    if (version < VERSION) {
      migrate(session.dialect());
    }
  }

  private static int version(Session session) throws SQLException {
    if (!hasHistory(session)) {
      return 0;
    }
    Optional<String> newest =
        session.first(
            "SELECT version FROM "
                + HISTORY
                + " WHERE version IS NOT NULL ORDER BY installed_rank DESC",
            row -> row.getString(1));
    return newest.map(Integer::parseInt).orElse(0);
  }

  private static boolean hasHistory(Session session) throws SQLException {
    try (ResultSet tables =
        session.connection().getMetaData().getTables(null, null, HISTORY, null)) {
      return tables.next();
    }
  }

  private static void migrate(Dialect dialect) {
    try {
      dialect
          .migrated(Flyway.configure(Migrations.class.getClassLoader()))
          .locations("classpath:dev/assay/store/sql/migration")
          .placeholders(dialect.placeholders())
          .failOnMissingLocations(true)
          .loggers("slf4j")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw Failure.unavailable("the tables of the store could not be made or changed", e);
    }
  }
}
