package dev.assay.core.memory;

import dev.assay.core.Failure;
import dev.assay.core.query.CodePointOrder;
import dev.assay.core.query.Filter.Value;
import dev.assay.core.query.FilterEvaluation;
import dev.assay.core.query.Page;
import dev.assay.core.query.PageRequest;
import dev.assay.core.query.RowOrder;
import dev.assay.core.registry.ModelVersion;
import dev.assay.core.registry.RegisteredModel;
import dev.assay.core.registry.RegisteredModelField;
import dev.assay.core.registry.RegisteredModelField.Attribute;
import dev.assay.core.registry.RegisteredModelQuery;
import dev.assay.core.registry.RegisteredModels;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Registered models in memory. */
final class MemoryRegisteredModels implements RegisteredModels {
  private final MemoryState state;
  private final MemoryModelVersions versions;

  MemoryRegisteredModels(MemoryState state, MemoryModelVersions versions) {
    this.state = state;
    this.versions = versions;
  }

  @Override
  public void create(String name, String description, Map<String, String> tags, Instant at) {
    state.undoLog.transact(
        () -> {
          requireFree(name);
          state.registeredModels.put(
              name, new RegisteredRow(name, description, at, at, 0, tags, Map.of()));
        });
  }

  @Override
  public Optional<RegisteredModel> find(String name) {
    return state.undoLog.read(() -> state.registeredModels.find(name).map(this::model));
  }

  @Override
  public Page<RegisteredModel> search(RegisteredModelQuery query, PageRequest page) {
    FilterEvaluation<RegisteredRow, RegisteredModelField> evaluation =
        new FilterEvaluation<>(MemoryRegisteredModels::values);
    return state.undoLog.read(
        () -> {
          Stream<RegisteredRow> found =
              state.registeredModels.all().stream()
                  .filter(row -> evaluation.matches(query.filter(), row));
          return new RowOrder<>(query.totalOrder(), MemoryRegisteredModels::values)
              .page(found, page)
              .map(this::model);
        });
  }

  @Override
  public void describe(String name, String description, Instant at) {
    change(name, row -> row.withDescription(description, at));
  }

  @Override
  public void rename(String name, String newName, Instant at) {
    state.undoLog.transact(
        () -> {
          RegisteredRow row = existing(name);
          if (!newName.equals(name)) {
            requireFree(newName);
          }
          state.registeredModels.remove(name);
          state.registeredModels.put(newName, row.withName(newName, at));
          versions.move(name, newName);
        });
  }

  @Override
  public void delete(String name) {
    state.undoLog.transact(
        () -> {
          existing(name);
          versions.deleteAll(name);
          state.registeredModels.remove(name);
        });
  }

  @Override
  public void setTags(String name, Map<String, String> tags, Instant at) {
    change(
        name,
        row -> {
          Map<String, String> all = new HashMap<>(row.tags());
          all.putAll(tags);
          return row.withTags(all, at);
        });
  }

  @Override
  public boolean deleteTag(String name, String key, Instant at) {
    return state.undoLog.transact(
        () -> {
          Map<String, String> tags = new HashMap<>(existing(name).tags());
          if (tags.remove(key) == null) {
            return false;
          }
          change(name, row -> row.withTags(tags, at));
          return true;
        });
  }

  @Override
  public void setAlias(String name, String alias, int number, Instant at) {
    change(
        name,
        row -> {
          versions.existing(name, number);
          Map<String, Integer> aliases = new HashMap<>(row.aliases());
          aliases.put(alias, number);
          return row.withAliases(aliases, at);
        });
  }

  @Override
  public boolean deleteAlias(String name, String alias, Instant at) {
    return state.undoLog.transact(
        () -> {
          Map<String, Integer> aliases = new HashMap<>(existing(name).aliases());
          if (aliases.remove(alias) == null) {
            return false;
          }
          change(name, row -> row.withAliases(aliases, at));
          return true;
        });
  }

  private void change(String name, UnaryOperator<RegisteredRow> change) {
    state.undoLog.transact(() -> state.registeredModels.put(name, change.apply(existing(name))));
  }

  private RegisteredRow existing(String name) {
    return state
        .registeredModels
        .find(name)
        .orElseThrow(() -> Failure.notFound("Registered Model with name=" + name + " not found"));
  }

  private void requireFree(String name) {
    if (state.registeredModels.has(name)) {
      throw Failure.alreadyExists("Registered Model (name=" + name + ") already exists.");
    }
  }

  private RegisteredModel model(RegisteredRow row) {
    Map<String, Integer> aliases = new TreeMap<>(CodePointOrder.BY_CODE_POINT);
    aliases.putAll(row.aliases());
    List<ModelVersion> latest = versions.latest(row.name());
    return new RegisteredModel(
        row.name(),
        row.description(),
        row.createdAt(),
        row.updatedAt(),
        row.tags(),
        aliases,
        latest);
  }

  private static List<Value> values(RegisteredRow row, RegisteredModelField field) {
    return switch (field) {
      case Attribute.NAME -> RunRows.text(row.name());
      case Attribute.CREATED_AT -> List.of(MemoryProjects.time(row.createdAt()));
      case Attribute.UPDATED_AT -> List.of(MemoryProjects.time(row.updatedAt()));
      case RegisteredModelField.Tag(String key) -> RunRows.text(row.tags().get(key));
    };
  }
}
