package dev.assay.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Failure;
import dev.assay.testkit.ThrowAwayPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The writer, its groups, savepoints and hooks; the same on both databases. */
final class DatabaseTest {
  abstract static class OnAny {
    private SqlStore store;
    private Database database;

    abstract SqlConfig config();

    @BeforeEach
    void open() {
      store = SqlStore.open(config());
      database = store.database();
    }

    @AfterEach
    void close() {
      store.close();
    }

    @Test
    void keepsWhatATransactionWroteAndShowsItToReaders() {
      store.transactions().transact(() -> database.write(session -> insert(session, "a")));

      assertThat(names()).containsExactly("a");
    }

    @Test
    void seesItsOwnWritesInsideATransaction() {
      List<String> inside =
          store
              .transactions()
              .transact(
                  () -> {
                    database.write(session -> insert(session, "a"));
                    return names();
                  });

      assertThat(inside).containsExactly("a");
    }

    @Test
    void undoesAllOfATransactionThatThrowsAndGivesOutWhatItThrew() {
      IllegalStateException thrown = new IllegalStateException("mine");

      assertThatThrownBy(
              () ->
                  store
                      .transactions()
                      .transact(
                          () -> {
                            database.write(session -> insert(session, "a"));
                            throw thrown;
                          }))
          .isSameAs(thrown);
      assertThat(names()).isEmpty();
    }

    @Test
    void undoesATransactionWhoseFailedStatementWasCaught() {
      assertThatThrownBy(
              () ->
                  store
                      .transactions()
                      .transact(
                          () -> {
                            database.write(session -> insert(session, "a"));
                            try {
                              database.write(
                                  session -> session.update("INSERT INTO nowhere (x) VALUES (1)"));
                            } catch (Failure ignored) {
                              // what a careless caller might do
                            }
                          }))
          .isInstanceOf(Failure.class);
      assertThat(names()).isEmpty();
    }

    @Test
    @Timeout(60)
    void commitsManyPiecesAtOnceAndAFailingOneHarmsNoNeighbour() throws Exception {
      int count = 300;
      long groupsBefore = database.groups();
      List<Future<Integer>> answers = new ArrayList<>();
      CountDownLatch running = new CountDownLatch(1);
      CountDownLatch blocked = new CountDownLatch(1);
      try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
        answers.add(callers.submit(() -> database.write(session -> block(running, blocked))));
        running.await();
        for (int i = 0; i < count; i++) {
          int number = i;
          answers.add(callers.submit(() -> database.write(session -> piece(session, number))));
        }
        while (database.waiting() < count) {
          Thread.sleep(1);
        }
        blocked.countDown();
      }

      List<String> expected = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Future<Integer> answer = answers.get(i + 1);
        if (i % 3 == 0) {
          assertThat(answer.state()).isEqualTo(Future.State.FAILED);
        } else {
          assertThat(answer.resultNow()).isEqualTo(1);
          expected.add("piece" + i);
        }
      }
      Collections.sort(expected);
      assertThat(names()).isEqualTo(expected);
      assertThat(database.groups() - groupsBefore).isLessThan(count / 4);
    }

    private int piece(Session session, int number) throws java.sql.SQLException {
      int rows = insert(session, "piece" + number);
      if (number % 6 == 0) {
        throw new IllegalStateException("piece " + number + " gives up");
      }
      if (number % 3 == 0) {
        insert(session, "piece" + number); // a statement that fails: the name is taken
      }
      return rows;
    }

    @Test
    void runsCommitHooksAfterCommitAndBeforeTheAnswer() {
      List<String> seen = new ArrayList<>();
      store
          .transactions()
          .transact(
              () -> {
                database.afterCommit(() -> seen.add("first"));
                database.afterCommit(() -> seen.add("second"));
                database.afterRollback(() -> seen.add("never"));
                database.write(session -> insert(session, "a"));
                seen.add("work");
              });

      assertThat(seen).containsExactly("work", "first", "second");
    }

    @Test
    void runsRollbackHooksLatestFirst() {
      List<String> seen = new ArrayList<>();
      assertThatThrownBy(
              () ->
                  store
                      .transactions()
                      .transact(
                          () -> {
                            database.afterRollback(() -> seen.add("first"));
                            database.afterRollback(() -> seen.add("second"));
                            database.afterCommit(() -> seen.add("never"));
                            throw new IllegalStateException("gives up");
                          }))
          .isInstanceOf(IllegalStateException.class);

      assertThat(seen).containsExactly("second", "first");
    }

    @Test
    void refusesHooksOutsideATransaction() {
      assertThatThrownBy(() -> database.afterCommit(() -> {}))
          .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesATextThatNoDatabaseTakesWithoutHarm() {
      String zero = "a" + (char) 0;
      try {
        database.write(session -> insert(session, zero));
      } catch (Failure refused) {
        assertThat(refused.kind()).isEqualTo(Failure.Kind.INVALID);
      }
      database.write(session -> insert(session, "b"));

      assertThat(names()).contains("b");
      assertThat(store.trouble()).isEmpty();
    }

    @Test
    void refusesWritesOnceClosed() {
      store.close();

      assertThatThrownBy(() -> database.write(session -> insert(session, "a")))
          .isInstanceOf(Failure.class);
    }

    private static int block(CountDownLatch running, CountDownLatch until) {
      running.countDown();
      try {
        until.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return 0;
    }

    private static int insert(Session session, String name) throws java.sql.SQLException {
      return session.update("INSERT INTO key_name (name) VALUES (?)", name);
    }

    private List<String> names() {
      return database.read(
          session ->
              session.list("SELECT name FROM key_name ORDER BY name", row -> row.getString(1)));
    }
  }

  @Nested
  final class OnSqlite extends OnAny {
    @TempDir private Path directory;

    @Override
    SqlConfig config() {
      return SqlConfig.sqlite(directory.resolve("data"));
    }
  }

  @Nested
  final class OnPostgres extends OnAny {
    @Override
    SqlConfig config() {
      return SqlConfig.postgres(ThrowAwayPostgres.shared().newDatabase());
    }
  }
}
