package dev.assay.store.sql;

import dev.assay.core.Failure;
import dev.assay.core.query.Page;
import dev.assay.core.query.PageRequest;
import dev.assay.core.run.Projection;
import dev.assay.core.run.Run;
import dev.assay.core.run.RunId;
import dev.assay.core.run.RunInfo;
import dev.assay.core.run.RunQuery;
import dev.assay.core.run.Runs;
import dev.assay.core.run.Status;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs as tables. Thread-safe. */
final class SqlRuns implements Runs {
  private static final String ONE = "SELECT " + RunRow.COLUMNS + " FROM run r WHERE r.uid = ?";

  private static final String STARTING =
      "SELECT "
          + RunRow.COLUMNS
          + " FROM run r WHERE r.uid >= ? AND r.uid < ? ORDER BY r.uid LIMIT ?";

  private final Database database;
  private final Keys keys;
  private final Purge purge;
  private final RunTexts texts;
  private final Heard heard;
  private final Instant openedAt;

  SqlRuns(Database database, Keys keys, Purge purge, Instant openedAt) {
    this.database = database;
    this.keys = keys;
    this.purge = purge;
    this.texts = new RunTexts(keys);
    this.heard = new Heard(database);
    this.openedAt = openedAt;
  }

  @Override
  public void create(RunInfo run, Map<String, String> tags) {
    database.write(
        session -> {
          requireProject(session, run);
          requireFree(session, run.id());
          RunRow row = new RunRow(insert(session, run), run);
          texts.set(session, RunTexts.TAGS, row, tags);
          return row;
        });
  }

  private static void requireProject(Session session, RunInfo run) throws SQLException {
    if (!session.any("SELECT 1 FROM project WHERE id = ?", run.projectId().value())) {
      throw SqlProjects.missing(run.projectId());
    }
  }

  private static void requireFree(Session session, RunId id) throws SQLException {
    if (session.any("SELECT 1 FROM run WHERE uid = ?", id.value())) {
      throw Failure.alreadyExists("there is a run with id " + id + " already");
    }
  }

  private static long insert(Session session, RunInfo run) throws SQLException {
    return session.number(
        "INSERT INTO run (uid, project_id, name, user_name, status, lifecycle, started_at, ended_at, deleted_at, lost_at, heard_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        run.id().value(),
        run.projectId().value(),
        run.name(),
        run.user(),
        run.status().name(),
        run.lifecycle().name(),
        run.startedAt().toEpochMilli(),
        Times.millis(run.endedAt()),
        Times.millis(run.deletedAt()),
        Times.millis(run.lostAt()),
        run.startedAt().toEpochMilli());
  }

  @Override
  public Optional<Run> find(RunId id, Projection projection) {
    return database.read(
        session -> {
          List<RunRow> found = session.list(ONE, RunRow::read, id.value());
          return new RunParts(session, keys).runs(found, projection).stream().findFirst();
        });
  }

  @Override
  public Optional<RunInfo> info(RunId id) {
    return database.read(session -> row(session, id).map(RunRow::info));
  }

  @Override
  public List<RunInfo> startingWith(String idPrefix, int limit) {
    int last = idPrefix.length() - 1;
    String beyond = idPrefix.substring(0, last) + (char) (idPrefix.charAt(last) + 1);
    return database.read(
        session -> session.list(STARTING, row -> RunRow.read(row).info(), idPrefix, beyond, limit));
  }

  @Override
  public Page<Run> search(RunQuery query, Projection projection, PageRequest page) {
    return database.read(
        session -> {
          Page<RunRow> found = new RunSearch(session, database, keys, query, page).run();
          return new Page<>(
              new RunParts(session, keys).runs(found.items(), projection), found.next());
        });
  }

  @Override
  public void update(RunInfo info) {
    database.write(
        session -> {
          RunRow before = existing(session, info.id());
          update(session, before.id(), info);
          follow(session, before, info);
          return before;
        });
  }

  private static void update(Session session, long id, RunInfo info) throws SQLException {
    session.update(
        "UPDATE run SET name = ?, user_name = ?, status = ?, lifecycle = ?, started_at = ?, ended_at = ?, deleted_at = ?, lost_at = ? WHERE id = ?",
        info.name(),
        info.user(),
        info.status().name(),
        info.lifecycle().name(),
        info.startedAt().toEpochMilli(),
        Times.millis(info.endedAt()),
        Times.millis(info.deletedAt()),
        Times.millis(info.lostAt()),
        id);
  }

  /** Changes what other rows repeat of the run. */
  private void follow(Session session, RunRow before, RunInfo info) throws SQLException {
    long started = info.startedAt().toEpochMilli();
    if (started != before.info().startedAt().toEpochMilli()) {
      for (String table : List.of("run_param", "run_tag", "metric_summary")) {
        session.update(
            "UPDATE " + table + " SET started_at = ? WHERE run_id = ?", started, before.id());
      }
    }
    boolean running = info.status() == Status.RUNNING;
    if (running != (before.info().status() == Status.RUNNING)) {
      int settled = running ? 0 : 1;
      session.update(
          "UPDATE metric_summary SET settled = ? WHERE run_id = ? AND settled <> ?",
          settled,
          before.id(),
          settled);
    }
    if (!running) {
      database.afterCommit(() -> heard.forget(info.id().value()));
    }
  }

  @Override
  public Set<String> addParams(RunId id, Map<String, String> params) {
    return database.write(session -> texts.add(session, existing(session, id), params));
  }

  @Override
  public Set<String> setTags(RunId id, Map<String, String> tags) {
    return database.write(
        session -> texts.set(session, RunTexts.TAGS, existing(session, id), tags));
  }

  @Override
  public boolean deleteTag(RunId id, String key) {
    return database.write(
        session -> {
          Optional<RunRow> row = row(session, id);
          return row.isPresent() && texts.delete(session, RunTexts.TAGS, row.get(), key);
        });
  }

  @Override
  public void heard(RunId id, Instant at) {
    heard.heard(id.value(), at);
  }

  @Override
  public List<RunInfo> silentSince(Instant before, int limit) {
    if (!openedAt.isBefore(before)) {
      return List.of(); // nobody can be missed for longer than this server listens
    }
    return database.read(session -> silentSince(session, before.toEpochMilli(), limit));
  }

  private List<RunInfo> silentSince(Session session, long before, int limit) throws SQLException {
    List<Silent> silent = new ArrayList<>();
    session.each(
        "SELECT "
            + RunRow.COLUMNS
            + ", r.heard_at FROM run r WHERE r.status = 'RUNNING' AND r.deleted_at IS NULL AND r.heard_at < ? ORDER BY r.heard_at",
        row -> {
          RunInfo info = RunRow.read(row).info();
          long heardMillis =
              heard.heardMillis(info.id().value(), row.getLong(RunRow.COLUMN_COUNT + 1));
          if (heardMillis < before) {
            silent.add(new Silent(info, heardMillis));
          }
        },
        before);
    return silent.stream()
        .sorted(Comparator.comparingLong(Silent::heardMillis))
        .limit(limit)
        .map(Silent::run)
        .toList();
  }

  private record Silent(RunInfo run, long heardMillis) {}

  @Override
  public void purge(RunId id) {
    database.write(
        session -> {
          RunRow row = existing(session, id);
          if (!row.info().isDeleted()) {
            throw Failure.conflict("run " + id + " is not deleted: delete it before a purge");
          }
          purge.run(session, row.id(), id);
          database.afterCommit(() -> heard.forget(id.value()));
          return row;
        });
  }

  static Optional<RunRow> row(Session session, RunId id) throws SQLException {
    return session.first(ONE, RunRow::read, id.value());
  }

  static RunRow existing(Session session, RunId id) throws SQLException {
    return row(session, id).orElseThrow(() -> Failure.notFound("there is no run with id " + id));
  }
}
