package dev.assay.store.sql;

import dev.assay.core.Failure;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the tables to the version this program knows. A store that is up to date costs two
 * queries: Flyway is only started when there is something to do.
 */
final class Migrations {
  /**
   * The numbers of the files in the migration folder. A store may lack one that is not the newest:
   * each changes tables of its own, so they may come in any order.
   */
  private static final Set<Integer> VERSIONS = Set.of(1, 2, 3);

  private static final int VERSION = Collections.max(VERSIONS);

  private static final String HISTORY = "flyway_schema_history";

  private Migrations() {}

  static void run(Session session) throws SQLException {
    Set<Integer> applied = applied(session);
    int newest = applied.isEmpty() ? 0 : Collections.max(applied);
    if (newest > VERSION) {
      throw Failure.unavailable(
          "the store was written by a newer Assay (its version is %d, this program knows up to %d); start that newer Assay, or one newer still"
              .formatted(newest, VERSION));
    }
    if (!applied.containsAll(VERSIONS)) {
      migrate(session.dialect());
    }
  }

  private static Set<Integer> applied(Session session) throws SQLException {
    if (!hasHistory(session)) {
      return Set.of();
    }
    return Set.copyOf(
        session.list(
            "SELECT version FROM " + HISTORY + " WHERE version IS NOT NULL",
            row -> Integer.parseInt(row.getString(1))));
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
          .outOfOrder(true)
          .failOnMissingLocations(true)
          .loggers("slf4j")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw Failure.unavailable("the tables of the store could not be made or changed", e);
    }
  }
}
