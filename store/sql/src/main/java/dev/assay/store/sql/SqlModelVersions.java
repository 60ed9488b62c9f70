package dev.assay.store.sql;

import dev.assay.core.Failure;
import dev.assay.core.query.Page;
import dev.assay.core.query.PageRequest;
import dev.assay.core.registry.LoggedModelId;
import dev.assay.core.registry.ModelVersion;
import dev.assay.core.registry.ModelVersionField;
import dev.assay.core.registry.ModelVersionField.Attribute;
import dev.assay.core.registry.ModelVersionQuery;
import dev.assay.core.registry.ModelVersions;
import dev.assay.core.registry.Stage;
import dev.assay.core.run.RunId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Versions of registered models. */
final class SqlModelVersions implements ModelVersions {
  private static final String TAGS = "model_version_tag";
  private static final String OWNER = "version_id";

  private final Database database;

  SqlModelVersions(Database database) {
    this.database = database;
  }

  /** The numbers of a version and its model in the database. */
  private record Place(long version, long model) {}

  @Override
  public ModelVersion create(ModelVersion draft) {
    return database.write(
        session -> {
          long model = SqlRegisteredModels.number(session, draft.model());
          long number =
              session.number(
                  """
                  UPDATE registered_model SET last_version = last_version + 1, updated_at = ?
                  WHERE id = ? RETURNING last_version
                  """,
                  draft.createdAt().toEpochMilli(),
                  model);
          long version = insert(session, model, number, draft);
          Rows.set(session, TAGS, OWNER, version, draft.tags());
          return RegistryReader.versions(session, List.of(version)).getFirst();
        });
  }

  @Override
  public Optional<ModelVersion> find(String model, int number) {
    return database.read(
        session -> {
          Optional<Place> place = place(session, model, number);
          return place.isEmpty()
              ? Optional.empty()
              : RegistryReader.versions(session, List.of(place.get().version())).stream()
                  .findFirst();
        });
  }

  @Override
  public Page<ModelVersion> search(ModelVersionQuery query, PageRequest page) {
    Search<ModelVersionField> search =
        new Search<>(
            database.dialect(),
            "model_version m JOIN registered_model r ON r.id = m.model_id",
            SqlModelVersions::column);
    return database.read(
        session -> {
          Page<Long> found =
              search.page(session, Sql.of("1 = 1"), query.filter(), query.totalOrder(), page);
          return new Page<>(RegistryReader.versions(session, found.items()), found.next());
        });
  }

  @Override
  public List<ModelVersion> latest(String model) {
    return database.read(
        session -> {
          Optional<Long> number = SqlRegisteredModels.find(session, model);
          return number.isEmpty()
              ? List.of()
              : RegistryReader.latest(session, List.of(number.get()))
                  .getOrDefault(number.get(), List.of());
        });
  }

  @Override
  public void describe(String model, int number, String description, Instant at) {
    database.write(
        session -> {
          Place place = existing(session, model, number);
          session.update(
              "UPDATE model_version SET description = ? WHERE id = ?",
              description,
              place.version());
          return touch(session, place, at);
        });
  }

  @Override
  public void setStage(String model, int number, Stage stage, Instant at) {
    database.write(
        session -> {
          Place place = existing(session, model, number);
          int moved =
              session.update(
                  "UPDATE model_version SET stage = ? WHERE id = ? AND stage <> ?",
                  stage.name(),
                  place.version(),
                  stage.name());
          return moved > 0 && touch(session, place, at);
        });
  }

  @Override
  public void setTags(String model, int number, Map<String, String> tags, Instant at) {
    database.write(
        session -> {
          Place place = existing(session, model, number);
          Rows.set(session, TAGS, OWNER, place.version(), tags);
          return touch(session, place, at);
        });
  }

  @Override
  public boolean deleteTag(String model, int number, String key, Instant at) {
    return database.write(
        session -> {
          Place place = existing(session, model, number);
          int removed =
              session.update(
                  "DELETE FROM model_version_tag WHERE version_id = ? AND name = ?",
                  place.version(),
                  key);
          return removed > 0 && touch(session, place, at);
        });
  }

  @Override
  public void delete(String model, int number) {
    database.write(
        session -> {
          Place place = existing(session, model, number);
          session.update(
              "DELETE FROM registered_model_alias WHERE model_id = ? AND number = ?",
              place.model(),
              number);
          return session.update("DELETE FROM model_version WHERE id = ?", place.version());
        });
  }

  /** Fails NOT_FOUND unless the model has such a version. */
  static void requireVersion(Session session, String name, long model, int number)
      throws SQLException {
    if (!session.any(
        "SELECT 1 FROM model_version WHERE model_id = ? AND number = ?", model, number)) {
      throw notFound(name, number);
    }
  }

  private static Optional<Place> place(Session session, String model, int number)
      throws SQLException {
    return session.first(
        """
        SELECT v.id, m.id FROM registered_model m JOIN model_version v ON v.model_id = m.id
        WHERE m.name = ? AND v.number = ?
        """,
        row -> new Place(row.getLong(1), row.getLong(2)),
        model,
        number);
  }

  private static Place existing(Session session, String model, int number) throws SQLException {
    return place(session, model, number).orElseThrow(() -> notFound(model, number));
  }

  private static Failure notFound(String model, int number) {
    return Failure.notFound("Model Version (name=" + model + ", version=" + number + ") not found");
  }

  private static long insert(Session session, long model, long number, ModelVersion draft)
      throws SQLException {
    return session.number(
        """
        INSERT INTO model_version (model_id, number, stage, description, user_name, source, location,
          run, run_link, logged_model, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
        """,
        model,
        number,
        draft.stage().name(),
        draft.description(),
        draft.user(),
        draft.source(),
        draft.location(),
        draft.run().map(RunId::value).orElse(null),
        draft.runLink(),
        draft.loggedModel().map(LoggedModelId::value).orElse(null),
        draft.createdAt().toEpochMilli(),
        draft.updatedAt().toEpochMilli());
  }

  private static boolean touch(Session session, Place place, Instant at) throws SQLException {
    session.update(
        "UPDATE model_version SET updated_at = ? WHERE id = ?", at.toEpochMilli(), place.version());
    return SqlRegisteredModels.touch(session, place.model(), at) > 0;
  }

  private static SearchColumn column(ModelVersionField field) {
    return switch (field) {
      case Attribute.NAME -> SearchColumn.text("r.name");
      case Attribute.NUMBER -> SearchColumn.number("m.number");
      case Attribute.RUN -> SearchColumn.text("m.run").optional();
      case Attribute.SOURCE -> SearchColumn.text("m.source");
      case Attribute.STAGE -> SearchColumn.text("m.stage");
      case Attribute.CREATED_AT -> SearchColumn.number("m.created_at");
      case Attribute.UPDATED_AT -> SearchColumn.number("m.updated_at");
      case ModelVersionField.Tag(String key) -> SearchColumn.named(TAGS, OWNER, key);
    };
  }
}
