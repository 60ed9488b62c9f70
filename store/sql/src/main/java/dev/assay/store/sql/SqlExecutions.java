package dev.assay.store.sql;

import dev.assay.core.Digest;
import dev.assay.core.capture.Console;
import dev.assay.core.capture.Execution;
import dev.assay.core.capture.ExecutionActions;
import dev.assay.core.capture.ExecutionField;
import dev.assay.core.capture.ExecutionId;
import dev.assay.core.capture.Executions;
import dev.assay.core.capture.VerdictDocument;
import dev.assay.core.query.Filter;
import dev.assay.core.query.Page;
import dev.assay.core.query.PageRequest;
import dev.assay.core.run.RunId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Executions as tables. Thread-safe. */
final class SqlExecutions implements Executions {
  private static final String ROWS =
      "SELECT id, uid, command, user_name, host, started_at, ended_at, outcome, rerun_of, capture"
          + " FROM execution WHERE ";
  private static final String DIGEST =
      """
      SELECT 1 WHERE EXISTS (SELECT 1 FROM execution_blob WHERE digest = ?)
        OR EXISTS (SELECT 1 FROM execution WHERE capture = ?)
        OR EXISTS (SELECT 1 FROM execution_verdict WHERE digest = ?)""";

  /** The index of tags starts with the project, so each project is a seek of its own. */
  private static final String RUNS =
      """
      SELECT r.uid FROM project p CROSS JOIN run_tag t JOIN run r ON r.id = t.run_id
      WHERE t.project_id = p.id AND t.key_id = ? AND substr(t.value, 1, 256) = ?
        AND r.deleted_at IS NULL ORDER BY r.started_at, r.uid LIMIT ?""";

  private final Database database;
  private final Keys keys;

  SqlExecutions(Database database, Keys keys) {
    this.database = database;
    this.keys = keys;
  }

  @Override
  public void put(Execution execution) {
    database.write(
        session -> {
          long id = store(session, execution);
          session.update("DELETE FROM execution_blob WHERE execution_id = ?", id);
          insertBlobs(session, id, execution.blobs());
          return id;
        });
  }

  private static long store(Session session, Execution execution) throws SQLException {
    return session.number(
        """
        INSERT INTO execution
          (uid, command, user_name, host, started_at, ended_at, outcome, rerun_of, capture, console_bytes)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
        ON CONFLICT (uid) DO UPDATE SET command = excluded.command, user_name = excluded.user_name,
          host = excluded.host, started_at = excluded.started_at, ended_at = excluded.ended_at,
          outcome = excluded.outcome, rerun_of = excluded.rerun_of, capture = excluded.capture
        RETURNING id""",
        execution.id().value(),
        execution.command(),
        execution.user(),
        execution.host(),
        execution.startedAt().toEpochMilli(),
        Times.millis(execution.endedAt()),
        execution.exit().orElse(null),
        execution.rerunOf().map(ExecutionId::value).orElse(null),
        execution.capture().map(Digest::bytes).orElse(null));
  }

  private static void insertBlobs(Session session, long id, List<Digest> blobs)
      throws SQLException {
    if (blobs.isEmpty()) {
      return;
    }
    PreparedStatement insert =
        session.prepare(
            "INSERT INTO execution_blob (execution_id, number, digest) VALUES (?, ?, ?)");
    for (int number = 0; number < blobs.size(); number++) {
      Session.bind(insert, id, number, blobs.get(number).bytes());
      insert.addBatch();
    }
    insert.executeBatch();
  }

  @Override
  public Optional<Execution> find(ExecutionId id) {
    return database.read(session -> some(session, "uid = ?", id.value()).stream().findFirst());
  }

  @Override
  public Page<Execution> list(PageRequest page) {
    Search<ExecutionField> search =
        new Search<>(database.dialect(), "execution m", SqlExecutions::column);
    return database.read(
        session -> {
          Page<Long> found =
              search.page(
                  session, Sql.of("1 = 1"), Filter.everything(), ExecutionField.NEWEST_FIRST, page);
          return new Page<>(numbered(session, found.items()), found.next());
        });
  }

  private static SearchColumn column(ExecutionField field) {
    return switch (field) {
      case STARTED_AT -> SearchColumn.number("m.started_at");
      case ID -> SearchColumn.word("m.uid");
    };
  }

  @Override
  public List<Execution> rerunsOf(ExecutionId id) {
    return database.read(
        session -> some(session, "rerun_of = ? ORDER BY started_at, uid", id.value()));
  }

  @Override
  public List<RunId> runs(ExecutionId id, int limit) {
    return database.read(
        session -> {
          OptionalLong key = keys.find(session, ExecutionId.RUN_TAG);
          return key.isEmpty()
              ? List.of()
              : session.list(
                  RUNS, row -> new RunId(row.getString(1)), key.getAsLong(), id.value(), limit);
        });
  }

  @Override
  public long appendConsole(ExecutionId id, long offset, byte[] bytes) {
    return database.write(session -> SqlConsole.append(session, id, offset, bytes));
  }

  @Override
  public Console console(ExecutionId id, long offset, int limit) {
    return database.read(session -> SqlConsole.read(session, id, offset, limit));
  }

  @Override
  public boolean addVerdict(ExecutionId id, Digest document, Instant at) {
    return database.write(
        session -> {
          long execution =
              session
                  .first(
                      "SELECT id FROM execution WHERE uid = ?", row -> row.getLong(1), id.value())
                  .orElseThrow(() -> ExecutionActions.missing(id));
          return session.update(
                  "INSERT INTO execution_verdict (execution_id, digest, noted_at) VALUES (?, ?, ?)"
                      + " ON CONFLICT (execution_id, digest) DO NOTHING",
                  execution,
                  document.bytes(),
                  at.toEpochMilli())
              > 0;
        });
  }

  @Override
  public List<VerdictDocument> verdicts(ExecutionId id) {
    return database.read(
        session ->
            session.list(
                "SELECT v.digest, v.noted_at FROM execution_verdict v"
                    + " JOIN execution e ON e.id = v.execution_id WHERE e.uid = ? ORDER BY v.id",
                row -> new VerdictDocument(Digest.ofHash(row.getBytes(1)), Times.at(row, 2)),
                id.value()));
  }

  @Override
  public boolean remove(ExecutionId id) {
    return database.write(
        session -> session.update("DELETE FROM execution WHERE uid = ?", id.value()) > 0);
  }

  @Override
  public boolean refersTo(Digest digest) {
    byte[] hash = digest.bytes();
    return database.read(session -> session.any(DIGEST, hash, hash, hash));
  }

  private static List<Execution> numbered(Session session, List<Long> numbers) throws SQLException {
    Map<Long, Execution> found = new HashMap<>();
    for (List<Long> chunk : Numbers.chunks(numbers)) {
      Sql in = Numbers.in(chunk);
      for (Row row : session.list(ROWS + "id IN " + in.text(), Row::read, in.values())) {
        found.put(row.number(), row.with(blobs(session, row.number())));
      }
    }
    return numbers.stream().map(found::get).toList();
  }

  private static List<Execution> some(Session session, String condition, Object... values)
      throws SQLException {
    List<Execution> found = new ArrayList<>();
    for (Row row : session.list(ROWS + condition, Row::read, values)) {
      found.add(row.with(blobs(session, row.number())));
    }
    return found;
  }

  private static List<Digest> blobs(Session session, long execution) throws SQLException {
    return session.list(
        "SELECT digest FROM execution_blob WHERE execution_id = ? ORDER BY number",
        row -> Digest.ofHash(row.getBytes(1)),
        execution);
  }

  /** An execution and its number, its blobs still unread. */
  private record Row(long number, Execution execution) {
    static Row read(ResultSet row) throws SQLException {
      byte[] capture = row.getBytes(10);
      return new Row(
          row.getLong(1),
          new Execution(
              new ExecutionId(row.getString(2)),
              row.getString(3),
              row.getString(4),
              row.getString(5),
              Times.at(row, 6),
              Times.maybeAt(row, 7),
              Optional.ofNullable(row.getString(8)),
              Optional.ofNullable(row.getString(9)).map(ExecutionId::new),
              Optional.ofNullable(capture).map(Digest::ofHash),
              List.of()));
    }

    Execution with(List<Digest> blobs) {
      return new Execution(
          execution.id(),
          execution.command(),
          execution.user(),
          execution.host(),
          execution.startedAt(),
          execution.endedAt(),
          execution.exit(),
          execution.rerunOf(),
          execution.capture(),
          blobs);
    }
  }
}
