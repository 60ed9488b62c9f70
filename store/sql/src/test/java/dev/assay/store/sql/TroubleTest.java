package dev.assay.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Failure;
import dev.assay.testkit.ThrowAwayPostgres;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens when the disk is full or the database goes away, and that it ends. */
@Timeout(180)
final class TroubleTest {
  @TempDir private Path folder;

  @Test
  void refusesWritesOnAFullDiskServesReadsAndRecovers() throws Exception {
    try (SqlStore store = SqlStore.open(SqlConfig.sqlite(folder.resolve("data")))) {
      create(store, "before", "x");
      limitPages(store, "(no more than there are)", 1);

      assertUnavailable(store, "too large", "x".repeat(1_000_000));

      assertThat(store.trouble()).hasValueSatisfying(text -> assertThat(text).contains("full"));
      assertThat(store.projects().findByName("before")).isPresent();
      assertThat(store.projects().findByName("too large")).isEmpty();
      awaitNoTrouble(store);
      limitPages(store, "(as good as none)", 1_000_000_000);
      create(store, "after", "x".repeat(1_000_000));
      assertThat(store.projects().findByName("after")).isPresent();
    }
  }

  @Test
  void goesOnAfterTheDatabaseServerCrashedAndLosesNothing() throws Exception {
    try (ThrowAwayPostgres server = ThrowAwayPostgres.start(Map.of());
        SqlStore store = SqlStore.open(SqlConfig.postgres(server.newDatabase()))) {
      create(store, "before", "x");
      assertThat(store.projects().findByName("before")).isPresent();

      server.crashAndRestart();

      assertThat(store.projects().findByName("before")).isPresent();
      assertUnavailable(store, "on a dead connection", "x");
      awaitNoTrouble(store);
      create(store, "after", "x");
      assertThat(store.projects().findByName("after")).isPresent();
      assertThat(store.projects().findByName("on a dead connection")).isEmpty();
    }
  }

  @Test
  void refusesWritesWhenAnotherServerTookTheDatabaseMeanwhile() throws Exception {
    try (ThrowAwayPostgres server = ThrowAwayPostgres.start(Map.of())) {
      String address = server.newDatabase();
      try (SqlStore store = SqlStore.open(SqlConfig.postgres(address))) {
        create(store, "before", "x");
        server.crashAndRestart();
        try (SqlStore other = SqlStore.open(SqlConfig.postgres(address))) {
          create(other, "of the other", "x");
        }

        assertUnavailable(store, "first try, on a dead connection", "x");
        assertThatThrownBy(() -> create(store, "second try", "x"))
            .hasMessageContaining("another server has opened the database");
        assertThat(store.projects().findByName("of the other")).isPresent();
      }
    }
  }

  private static void create(SqlStore store, String name, String tag) {
    store.projects().create(name, Optional.empty(), Map.of("text", tag), Instant.EPOCH);
  }

  private static void limitPages(SqlStore store, String why, int pages) {
    store
        .database()
        .write(
            session -> {
              session.execute("PRAGMA max_page_count = " + pages);
              return why;
            });
  }

  private static void assertUnavailable(SqlStore store, String name, String tag) {
    assertThatThrownBy(() -> create(store, name, tag))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE));
  }

  private static void awaitNoTrouble(SqlStore store) throws InterruptedException {
    while (store.trouble().isPresent()) {
      Thread.sleep(20);
    }
  }
}
