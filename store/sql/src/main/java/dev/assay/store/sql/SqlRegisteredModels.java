package dev.assay.store.sql;

import dev.assay.core.Failure;
import dev.assay.core.query.Page;
import dev.assay.core.query.PageRequest;
import dev.assay.core.registry.RegisteredModel;
import dev.assay.core.registry.RegisteredModelField;
import dev.assay.core.registry.RegisteredModelField.Attribute;
import dev.assay.core.registry.RegisteredModelQuery;
import dev.assay.core.registry.RegisteredModels;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Registered models. */
final class SqlRegisteredModels implements RegisteredModels {
  private static final String TAGS = "registered_model_tag";
  private static final String OWNER = "model_id";

  private final Database database;

  SqlRegisteredModels(Database database) {
    this.database = database;
  }

  @Override
  public void create(String name, String description, Map<String, String> tags, Instant at) {
    database.write(
        session -> {
          requireFree(session, name);
          long number =
              session.number(
                  """
                  INSERT INTO registered_model (name, description, last_version, created_at, updated_at)
                  VALUES (?, ?, 0, ?, ?) RETURNING id
                  """,
                  name,
                  description,
                  at.toEpochMilli(),
                  at.toEpochMilli());
          Rows.set(session, TAGS, OWNER, number, tags);
          return number;
        });
  }

  @Override
  public Optional<RegisteredModel> find(String name) {
    return database.read(session -> RegistryReader.model(session, name));
  }

  @Override
  public Page<RegisteredModel> search(RegisteredModelQuery query, PageRequest page) {
    Search<RegisteredModelField> search =
        new Search<>(database.dialect(), "registered_model m", SqlRegisteredModels::column);
    return database.read(
        session -> {
          Page<Long> found =
              search.page(session, Sql.of("1 = 1"), query.filter(), query.totalOrder(), page);
          return new Page<>(RegistryReader.models(session, found.items()), found.next());
        });
  }

  @Override
  public void describe(String name, String description, Instant at) {
    database.write(
        session ->
            session.update(
                "UPDATE registered_model SET description = ?, updated_at = ? WHERE id = ?",
                description,
                at.toEpochMilli(),
                number(session, name)));
  }

  @Override
  public void rename(String name, String newName, Instant at) {
    database.write(
        session -> {
          long number = number(session, name);
          if (!newName.equals(name)) {
            requireFree(session, newName);
          }
          return session.update(
              "UPDATE registered_model SET name = ?, updated_at = ? WHERE id = ?",
              newName,
              at.toEpochMilli(),
              number);
        });
  }

  @Override
  public void delete(String name) {
    database.write(
        session ->
            session.update("DELETE FROM registered_model WHERE id = ?", number(session, name)));
  }

  @Override
  public void setTags(String name, Map<String, String> tags, Instant at) {
    database.write(
        session -> {
          long number = number(session, name);
          Rows.set(session, TAGS, OWNER, number, tags);
          return touch(session, number, at);
        });
  }

  @Override
  public boolean deleteTag(String name, String key, Instant at) {
    return database.write(
        session -> {
          long number = number(session, name);
          int removed =
              session.update(
                  "DELETE FROM registered_model_tag WHERE model_id = ? AND name = ?", number, key);
          return removed > 0 && touch(session, number, at) > 0;
        });
  }

  @Override
  public void setAlias(String name, String alias, int version, Instant at) {
    database.write(
        session -> {
          long number = number(session, name);
          SqlModelVersions.requireVersion(session, name, number, version);
          session.update(
              """
              INSERT INTO registered_model_alias (model_id, alias, number) VALUES (?, ?, ?)
              ON CONFLICT (model_id, alias) DO UPDATE SET number = excluded.number
              """,
              number,
              alias,
              version);
          return touch(session, number, at);
        });
  }

  @Override
  public boolean deleteAlias(String name, String alias, Instant at) {
    return database.write(
        session -> {
          long number = number(session, name);
          int removed =
              session.update(
                  "DELETE FROM registered_model_alias WHERE model_id = ? AND alias = ?",
                  number,
                  alias);
          return removed > 0 && touch(session, number, at) > 0;
        });
  }

  static Optional<Long> find(Session session, String name) throws SQLException {
    return session.first(
        "SELECT id FROM registered_model WHERE name = ?", row -> row.getLong(1), name);
  }

  /** The number of a model; fails NOT_FOUND. */
  static long number(Session session, String name) throws SQLException {
    return find(session, name)
        .orElseThrow(() -> Failure.notFound("Registered Model with name=" + name + " not found"));
  }

  /** Moves the time a model was changed last. */
  static int touch(Session session, long number, Instant at) throws SQLException {
    return session.update(
        "UPDATE registered_model SET updated_at = ? WHERE id = ?", at.toEpochMilli(), number);
  }

  private static void requireFree(Session session, String name) throws SQLException {
    if (find(session, name).isPresent()) {
      throw Failure.alreadyExists("Registered Model (name=" + name + ") already exists.");
    }
  }

  private static SearchColumn column(RegisteredModelField field) {
    return switch (field) {
      case Attribute.NAME -> SearchColumn.text("m.name");
      case Attribute.CREATED_AT -> SearchColumn.number("m.created_at");
      case Attribute.UPDATED_AT -> SearchColumn.number("m.updated_at");
      case RegisteredModelField.Tag(String key) -> SearchColumn.named(TAGS, OWNER, key);
    };
  }
}
