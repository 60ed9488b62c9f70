package dev.assay.store.sql;

import dev.assay.core.registry.LoggedModelId;
import dev.assay.core.registry.ModelVersion;
import dev.assay.core.registry.RegisteredModel;
import dev.assay.core.registry.Stage;
import dev.assay.core.run.RunId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads whole registered models and versions, many with as few statements as one. */
final class RegistryReader {
  private static final String VERSION =
      "SELECT v.*, m.name AS model_name FROM registered_model m JOIN model_version v ON v.model_id = m.id ";

  /** The versions that are the newest of their stage, one look into an index for each stage. */
  private static final String LATEST =
      Arrays.stream(Stage.values())
          .map(
              stage ->
                  "(SELECT MAX(w.number) FROM model_version w WHERE w.model_id = m.id AND w.stage = '"
                      + stage.name()
                      + "')")
          .collect(
              Collectors.joining(
                  ", ",
                  VERSION + "AND v.number IN (",
                  ") WHERE m.id IN %s ORDER BY m.id, v.number"));

  private RegistryReader() {}

  /** A registered model by its name. */
  static Optional<RegisteredModel> model(Session session, String name) throws SQLException {
    Optional<Header> header =
        session.first("SELECT * FROM registered_model WHERE name = ?", Header::read, name);
    return header.isEmpty()
        ? Optional.empty()
        : Optional.of(complete(session, List.of(header.get())).getFirst());
  }

  /** The registered models of these numbers, in their order. */
  static List<RegisteredModel> models(Session session, List<Long> numbers) throws SQLException {
    Map<Long, Header> headers = new HashMap<>();
    Rows.each(
        session,
        "SELECT * FROM registered_model WHERE id IN %s",
        numbers,
        row -> headers.put(row.getLong("id"), Header.read(row)));
    return complete(session, numbers.stream().map(headers::get).filter(Objects::nonNull).toList());
  }

  private static List<RegisteredModel> complete(Session session, List<Header> headers)
      throws SQLException {
    List<Long> numbers = headers.stream().map(Header::number).toList();
    Map<Long, Map<String, String>> tags =
        Rows.named(session, "registered_model_tag", "model_id", numbers);
    Map<Long, Map<String, Integer>> aliases = aliases(session, numbers);
    Map<Long, List<ModelVersion>> latest = latest(session, numbers, aliases);
    return headers.stream()
        .map(
            header ->
                new RegisteredModel(
                    header.name(),
                    header.description(),
                    header.createdAt(),
                    header.updatedAt(),
                    Map.copyOf(tags.getOrDefault(header.number(), Map.of())),
                    aliases.getOrDefault(header.number(), Map.of()),
                    latest.getOrDefault(header.number(), List.of())))
        .toList();
  }

  /** What stands in the row of a registered model itself. */
  private record Header(
      long number, String name, String description, Instant createdAt, Instant updatedAt) {
    static Header read(ResultSet row) throws SQLException {
      return new Header(
          row.getLong("id"),
          row.getString("name"),
          row.getString("description"),
          Rows.time(row, "created_at"),
          Rows.time(row, "updated_at"));
    }
  }

  /** The newest version of each stage, by the number of the model. */
  static Map<Long, List<ModelVersion>> latest(Session session, List<Long> models)
      throws SQLException {
    return latest(session, models, aliases(session, models));
  }

  /** The versions of these numbers, in their order. */
  static List<ModelVersion> versions(Session session, List<Long> numbers) throws SQLException {
    Map<Long, Row> rows = new HashMap<>();
    Rows.each(
        session,
        VERSION + "WHERE v.id IN %s",
        numbers,
        row -> rows.put(row.getLong("id"), row(row)));
    List<Long> models = rows.values().stream().map(Row::model).distinct().toList();
    Map<Long, Map<String, Integer>> aliases = aliases(session, models);
    Map<Long, Map<String, String>> tags =
        Rows.named(session, "model_version_tag", "version_id", numbers);
    return numbers.stream()
        .map(rows::get)
        .filter(Objects::nonNull)
        .map(row -> row.version(tags, aliases))
        .toList();
  }

  private static Map<Long, List<ModelVersion>> latest(
      Session session, List<Long> models, Map<Long, Map<String, Integer>> aliases)
      throws SQLException {
    List<Row> rows = new ArrayList<>();
    Rows.each(session, LATEST, models, row -> rows.add(row(row)));
    Map<Long, Map<String, String>> tags =
        Rows.named(
            session, "model_version_tag", "version_id", rows.stream().map(Row::number).toList());
    return rows.stream()
        .collect(
            Collectors.groupingBy(
                Row::model,
                Collectors.mapping(row -> row.version(tags, aliases), Collectors.toList())));
  }

  private static Map<Long, Map<String, Integer>> aliases(Session session, Collection<Long> models)
      throws SQLException {
    Map<Long, Map<String, Integer>> found = new HashMap<>();
    Rows.each(
        session,
        "SELECT model_id, alias, number FROM registered_model_alias WHERE model_id IN %s ORDER BY alias",
        models,
        row ->
            found
                .computeIfAbsent(row.getLong(1), number -> new LinkedHashMap<>())
                .put(row.getString(2), row.getInt(3)));
    return found;
  }

  /** A version without its tags and aliases, and its numbers in the database. */
  private record Row(long number, long model, ModelVersion bare) {
    ModelVersion version(
        Map<Long, Map<String, String>> tags, Map<Long, Map<String, Integer>> aliases) {
      List<String> pointing =
          aliases.getOrDefault(model, Map.of()).entrySet().stream()
              .filter(alias -> alias.getValue() == bare.number())
              .map(Map.Entry::getKey)
              .toList();
      return new ModelVersion(
          bare.model(),
          bare.number(),
          bare.stage(),
          bare.description(),
          bare.user(),
          bare.source(),
          bare.location(),
          bare.run(),
          bare.runLink(),
          bare.loggedModel(),
          bare.createdAt(),
          bare.updatedAt(),
          Map.copyOf(tags.getOrDefault(number, Map.of())),
          pointing);
    }
  }

  private static Row row(ResultSet row) throws SQLException {
    ModelVersion bare =
        new ModelVersion(
            row.getString("model_name"),
            row.getInt("number"),
            Stage.valueOf(row.getString("stage")),
            row.getString("description"),
            row.getString("user_name"),
            row.getString("source"),
            row.getString("location"),
            Optional.ofNullable(row.getString("run")).map(RunId::new),
            row.getString("run_link"),
            Optional.ofNullable(row.getString("logged_model")).map(LoggedModelId::new),
            Rows.time(row, "created_at"),
            Rows.time(row, "updated_at"),
            Map.of(),
            List.of());
    return new Row(row.getLong("id"), row.getLong("model_id"), bare);
  }
}
