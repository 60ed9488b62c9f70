package dev.assay.store.sql;

import dev.assay.core.Failure;
import dev.assay.core.project.Project;
import dev.assay.core.project.ProjectField;
import dev.assay.core.project.ProjectId;
import dev.assay.core.project.ProjectQuery;
import dev.assay.core.project.Projects;
import dev.assay.core.query.Page;
import dev.assay.core.query.PageRequest;
import dev.assay.core.query.Position;
import dev.assay.core.query.RowOrder;
import dev.assay.core.query.Visibility;
import dev.assay.store.sql.SearchColumn.Beside;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Projects as tables. Thread-safe. */
final class SqlProjects implements Projects {
  private static final String COLUMNS =
      "p.id, p.name, p.artifact_location, p.created_at, p.updated_at, p.deleted_at";

  private final Database database;
  private final Purge purge;

  SqlProjects(Database database, Purge purge) {
    this.database = database;
    this.purge = purge;
  }

  @Override
  public Project create(
      String name, Optional<String> artifactLocation, Map<String, String> tags, Instant at) {
    Instant now = at.truncatedTo(ChronoUnit.MILLIS);
    return database.write(
        session -> {
          requireFree(session, name);
          ProjectId id = new ProjectId(nextNumber(session));
          session.update(
              "INSERT INTO project (id, name, artifact_location, created_at, updated_at) VALUES (?, ?, ?, ?, ?)",
              id.value(),
              name,
              artifactLocation.orElse(null),
              now.toEpochMilli(),
              now.toEpochMilli());
          putTags(session, id, tags);
          return new Project(id, name, artifactLocation, now, now, Optional.empty(), tags);
        });
  }

  private static long nextNumber(Session session) throws SQLException {
    return session.number(
        "UPDATE counter SET next = next + 1 WHERE name = 'project' RETURNING next - 1");
  }

  @Override
  public Optional<Project> find(ProjectId id) {
    return database.read(session -> one(session, "p.id = ?", id.value()));
  }

  @Override
  public Optional<Project> findByName(String name) {
    return database.read(session -> one(session, "p.name = ?", name));
  }

  private static Optional<Project> one(Session session, String condition, Object value)
      throws SQLException {
    Optional<Project> bare =
        session.first(
            "SELECT " + COLUMNS + " FROM project p WHERE " + condition,
            row -> project(row, Map.of()),
            value);
    return bare.isEmpty() ? bare : Optional.of(withTags(session, bare.get()));
  }

  @Override
  public Page<Project> search(ProjectQuery query, PageRequest page) {
    return database.read(session -> search(session, query, page));
  }

  private Page<Project> search(Session session, ProjectQuery query, PageRequest page)
      throws SQLException {
    OrderSql order = OrderSql.of(query.totalOrder(), SqlProjects::column);
    Sql sql = Sql.of("SELECT " + COLUMNS + order.selected() + " FROM project p").add(order.joins());
    sql.add(" WHERE " + visible(query.visibility(), "p") + " AND ");
    sql.add(new FilterSql<>(database.dialect(), SqlProjects::column).condition(query.filter()));
    page.after()
        .map(cursor -> Position.of(cursor, query.totalOrder()))
        .ifPresent(position -> sql.add(" AND ").add(order.after(position)));
    sql.add(order.orderBy() + " LIMIT ?", page.limit() + 1);
    List<Found<Project>> found =
        session.list(
            sql.text(),
            row -> new Found<>(project(row, Map.of()), order.read(row, 7)),
            sql.values());
    Page<Project> bare =
        new RowOrder<>(query.totalOrder(), Found.<Project, ProjectField>reader(query.totalOrder()))
            .page(found.stream(), page)
            .map(Found::row);
    List<Project> items = new java.util.ArrayList<>();
    for (Project project : bare.items()) {
      items.add(withTags(session, project));
    }
    return new Page<>(items, bare.next());
  }

  /** A condition on {@code deleted_at}. */
  static String visible(Visibility visibility, String alias) {
    return switch (visibility) {
      case ACTIVE -> alias + ".deleted_at IS NULL";
      case DELETED -> alias + ".deleted_at IS NOT NULL";
      case ALL -> "1 = 1";
    };
  }

  private static SearchColumn column(ProjectField field) {
    return switch (field) {
      case ProjectField.Attribute.ID -> SearchColumn.number("p.id");
      case ProjectField.Attribute.NAME -> SearchColumn.text("p.name");
      case ProjectField.Attribute.CREATED_AT -> SearchColumn.number("p.created_at");
      case ProjectField.Attribute.UPDATED_AT -> SearchColumn.number("p.updated_at");
      case ProjectField.Tag(String key) ->
          SearchColumn.beside(
              new Beside(
                  "project_tag", "@.project_id = p.id AND @.name = ?", List.of(key), "project_id"),
              "@.value",
              SearchColumn.Kind.TEXT);
    };
  }

  @Override
  public void rename(ProjectId id, String name, Instant at) {
    database.write(
        session -> {
          Project project = existing(session, id);
          if (!project.name().equals(name)) {
            requireFree(session, name);
          }
          return session.update(
              "UPDATE project SET name = ?, updated_at = ? WHERE id = ?",
              name,
              at.toEpochMilli(),
              id.value());
        });
  }

  @Override
  public void setDeleted(ProjectId id, Optional<Instant> deletedAt, Instant at) {
    @Nullable Long deleted = Times.millis(deletedAt);
    database.write(
        session -> {
          existing(session, id);
          session.update(
              "UPDATE project SET deleted_at = ?, updated_at = ? WHERE id = ?",
              deleted,
              at.toEpochMilli(),
              id.value());
          String others = deleted == null ? "IS NOT NULL" : "IS NULL";
          return session.update(
              "UPDATE run SET deleted_at = ? WHERE project_id = ? AND deleted_at " + others,
              deleted,
              id.value());
        });
  }

  @Override
  public void setTags(ProjectId id, Map<String, String> tags, Instant at) {
    database.write(
        session -> {
          touch(session, id, at);
          putTags(session, id, tags);
          return tags;
        });
  }

  @Override
  public boolean deleteTag(ProjectId id, String key, Instant at) {
    return database.write(
        session -> {
          int removed =
              session.update(
                  "DELETE FROM project_tag WHERE project_id = ? AND name = ?", id.value(), key);
          if (removed > 0) {
            touch(session, id, at);
          }
          return removed > 0;
        });
  }

  @Override
  public void purge(ProjectId id) {
    database.write(
        session -> {
          if (!existing(session, id).isDeleted()) {
            throw Failure.conflict("project " + id + " is not deleted: delete it before a purge");
          }
          purge.project(session, id.value());
          return id;
        });
  }

  private static void touch(Session session, ProjectId id, Instant at) throws SQLException {
    int found =
        session.update(
            "UPDATE project SET updated_at = ? WHERE id = ?", at.toEpochMilli(), id.value());
    if (found == 0) {
      throw missing(id);
    }
  }

  private static void putTags(Session session, ProjectId id, Map<String, String> tags)
      throws SQLException {
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      session.update(
          "INSERT INTO project_tag (project_id, name, value) VALUES (?, ?, ?) ON CONFLICT (project_id, name) DO UPDATE SET value = excluded.value",
          id.value(),
          tag.getKey(),
          tag.getValue());
    }
  }

  private static void requireFree(Session session, String name) throws SQLException {
    if (session.any("SELECT 1 FROM project WHERE name = ?", name)) {
      throw Failure.alreadyExists("there is a project named '" + name + "' already");
    }
  }

  private static Project existing(Session session, ProjectId id) throws SQLException {
    return one(session, "p.id = ?", id.value()).orElseThrow(() -> missing(id));
  }

  static Failure missing(ProjectId id) {
    return Failure.notFound("there is no project with id " + id);
  }

  private static Project withTags(Session session, Project project) throws SQLException {
    Map<String, String> tags = new HashMap<>();
    session.each(
        "SELECT name, value FROM project_tag WHERE project_id = ?",
        row -> tags.put(row.getString(1), row.getString(2)),
        project.id().value());
    return new Project(
        project.id(),
        project.name(),
        project.artifactLocation(),
        project.createdAt(),
        project.updatedAt(),
        project.deletedAt(),
        tags);
  }

  private static Project project(ResultSet row, Map<String, String> tags) throws SQLException {
    return new Project(
        new ProjectId(row.getLong(1)),
        row.getString(2),
        Optional.ofNullable(row.getString(3)),
        Times.at(row, 4),
        Times.at(row, 5),
        Times.maybeAt(row, 6),
        tags);
  }
}
