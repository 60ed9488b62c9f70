package dev.assay.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Failure;
import dev.assay.core.query.PageRequest;
import dev.assay.testkit.ThrowAwayPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which stores are opened, which are refused and what the refusal says. */
final class OpeningTest {
  private static final String MORE_THAN_KNOWN =
      "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success) VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 0, 'test', 0, %s)";

  @TempDir private Path folder;

  @Test
  void keepsWhatWasWrittenOverARestart() {
    try (SqlStore store = SqlStore.open(sqlite())) {
      store.projects().create("kept", Optional.empty(), Map.of(), java.time.Instant.EPOCH);
    }
    try (SqlStore store = SqlStore.open(sqlite())) {
      assertThat(store.projects().findByName("kept")).isPresent();
    }
  }

  @Test
  void makesFilesThatOnlyTheirOwnerReads() throws IOException {
    try (SqlStore store = SqlStore.open(sqlite());
        Stream<Path> files = Files.list(folder.resolve("data"))) {
      assertThat(store.trouble()).isEmpty();
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data"))))
          .isEqualTo("rwx------");
      for (Path file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(file.toString())
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void addsTheTablesAnOlderStoreLacksAndKeepsItsData() throws SQLException {
    try (SqlStore store = SqlStore.open(sqlite())) {
      store.projects().create("kept", Optional.empty(), Map.of(), java.time.Instant.EPOCH);
    }
    String url = "jdbc:sqlite:" + folder.resolve("data/assay.db");
    for (String table : List.of("_verdict", "_console", "_blob", "")) {
      execute(url, "DROP TABLE execution" + table);
    }
    execute(url, "DELETE FROM flyway_schema_history WHERE version = '3'");

    try (SqlStore store = SqlStore.open(sqlite())) {
      assertThat(store.projects().findByName("kept")).isPresent();
      assertThat(store.executions().list(PageRequest.first(1)).items()).isEmpty();
    }
  }

  @Test
  void refusesAStoreOfANewerAssayOnSqlite() throws SQLException {
    SqlStore.open(sqlite()).close();
    execute("jdbc:sqlite:" + folder.resolve("data/assay.db"), MORE_THAN_KNOWN.formatted("1"));

    assertUnavailable(sqlite(), "written by a newer Assay", "99");
  }

  @Test
  void refusesAStoreOfANewerAssayOnPostgres() throws SQLException {
    SqlConfig config = SqlConfig.postgres(ThrowAwayPostgres.shared().newDatabase());
    SqlStore.open(config).close();
    execute(config, MORE_THAN_KNOWN.formatted("true"));

    assertUnavailable(config, "written by a newer Assay", "99");
  }

  @Test
  void refusesADatabaseInUseAndNamesTheAddressThatServesIt() {
    SqlConfig config = SqlConfig.postgres(ThrowAwayPostgres.shared().newDatabase());
    try (SqlStore store = SqlStore.open(config)) {
      store.announce("http://127.0.0.1:5001");

      assertUnavailable(config, "in use by another server", "http://127.0.0.1:5001");
    }
    SqlStore.open(config).close();
  }

  @Test
  void refusesSettingsThatCouldLoseAcknowledgedData() {
    for (String setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
      try (ThrowAwayPostgres server = ThrowAwayPostgres.start(Map.of(setting, "off"))) {
        assertUnavailable(SqlConfig.postgres(server.newDatabase()), setting + " = off");
      }
    }
  }

  @Test
  void refusesAnAddressThatIsNone() {
    for (String address :
        List.of("", "mysql://host/db", "postgresql://host", "postgresql:///x", "\0")) {
      assertThatThrownBy(() -> SqlConfig.postgres(address))
          .isInstanceOfSatisfying(
              Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID));
    }
  }

  @Test
  void neverShowsThePassword() {
    assertThat(SqlConfig.postgres("postgresql://me:secret@host/db").toString())
        .doesNotContain("secret");
  }

  private SqlConfig sqlite() {
    return SqlConfig.sqlite(folder.resolve("data"));
  }

  private static void assertUnavailable(SqlConfig config, String... words) {
    assertThatThrownBy(() -> SqlStore.open(config).close())
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE))
        .hasMessageContainingAll(words);
  }

  private static void execute(SqlConfig config, String sql) throws SQLException {
    if (config.place() instanceof SqlConfig.Place.Postgres postgres) {
      try (Connection connection =
              DriverManager.getConnection(
                  postgres.jdbcUrl(),
                  postgres.user().orElseThrow(),
                  postgres.password().orElseThrow());
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  private static void execute(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
