package dev.assay.core.memory;

import dev.assay.core.Failure;
import dev.assay.core.query.CodePointOrder;
import dev.assay.core.query.Filter.Value;
import dev.assay.core.query.FilterEvaluation;
import dev.assay.core.query.Page;
import dev.assay.core.query.PageRequest;
import dev.assay.core.query.RowOrder;
import dev.assay.core.registry.ModelVersion;
import dev.assay.core.registry.ModelVersionField;
import dev.assay.core.registry.ModelVersionField.Attribute;
import dev.assay.core.registry.ModelVersionQuery;
import dev.assay.core.registry.ModelVersions;
import dev.assay.core.registry.Stage;
import dev.assay.core.run.RunId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Model versions in memory; they are kept without their aliases, which stand with the model. */
final class MemoryModelVersions implements ModelVersions {
  private final MemoryState state;

  MemoryModelVersions(MemoryState state) {
    this.state = state;
  }

  /** What a version is told apart by. */
  record Key(String model, int number) {}

  @Override
  public ModelVersion create(ModelVersion draft) {
    return state.undoLog.transact(
        () -> {
          RegisteredRow model = model(draft.model());
          int number = model.lastNumber() + 1;
          state.registeredModels.put(
              draft.model(), model.withLastNumber(number, draft.createdAt()));
          ModelVersion version =
              copy(draft, draft.model(), number, draft.stage(), draft.description(), draft.tags());
          state.modelVersions.put(
              new Key(draft.model(), number), at(version, draft.createdAt(), draft.updatedAt()));
          return withAliases(existing(draft.model(), number));
        });
  }

  @Override
  public Optional<ModelVersion> find(String model, int number) {
    return state.undoLog.read(
        () -> state.modelVersions.find(new Key(model, number)).map(this::withAliases));
  }

  @Override
  public Page<ModelVersion> search(ModelVersionQuery query, PageRequest page) {
    FilterEvaluation<ModelVersion, ModelVersionField> evaluation =
        new FilterEvaluation<>(MemoryModelVersions::values);
    return state.undoLog.read(
        () -> {
          Stream<ModelVersion> found =
              state.modelVersions.all().stream()
                  .filter(version -> evaluation.matches(query.filter(), version));
          return new RowOrder<>(query.totalOrder(), MemoryModelVersions::values)
              .page(found, page)
              .map(this::withAliases);
        });
  }

  @Override
  public List<ModelVersion> latest(String model) {
    return state.undoLog.read(
        () ->
            ofModel(model)
                .collect(
                    Collectors.toMap(
                        ModelVersion::stage,
                        version -> version,
                        (a, b) -> a.number() > b.number() ? a : b))
                .values()
                .stream()
                .sorted(Comparator.comparingInt(ModelVersion::number))
                .map(this::withAliases)
                .toList());
  }

  @Override
  public void describe(String model, int number, String description, Instant at) {
    change(
        model,
        number,
        at,
        version -> copy(version, model, number, version.stage(), description, version.tags()));
  }

  @Override
  public void setStage(String model, int number, Stage stage, Instant at) {
    state.undoLog.transact(
        () -> {
          if (existing(model, number).stage() != stage) {
            change(
                model,
                number,
                at,
                version ->
                    copy(version, model, number, stage, version.description(), version.tags()));
          }
        });
  }

  @Override
  public void setTags(String model, int number, Map<String, String> tags, Instant at) {
    change(
        model,
        number,
        at,
        version -> {
          Map<String, String> all = new HashMap<>(version.tags());
          all.putAll(tags);
          return copy(version, model, number, version.stage(), version.description(), all);
        });
  }

  @Override
  public boolean deleteTag(String model, int number, String key, Instant at) {
    return state.undoLog.transact(
        () -> {
          Map<String, String> tags = new HashMap<>(existing(model, number).tags());
          if (tags.remove(key) == null) {
            return false;
          }
          change(
              model,
              number,
              at,
              version ->
                  copy(version, model, number, version.stage(), version.description(), tags));
          return true;
        });
  }

  @Override
  public void delete(String model, int number) {
    state.undoLog.transact(
        () -> {
          existing(model, number);
          state.modelVersions.remove(new Key(model, number));
          RegisteredRow row = model(model);
          Map<String, Integer> aliases = new HashMap<>(row.aliases());
          aliases.values().removeIf(target -> target == number);
          state.registeredModels.put(model, row.withAliases(aliases, row.updatedAt()));
        });
  }

  ModelVersion existing(String model, int number) {
    return state
        .modelVersions
        .find(new Key(model, number))
        .orElseThrow(
            () ->
                Failure.notFound(
                    "Model Version (name=" + model + ", version=" + number + ") not found"));
  }

  /** Takes all versions of a model to another name. */
  void move(String model, String newModel) {
    for (ModelVersion version : ofModel(model).toList()) {
      state.modelVersions.remove(new Key(model, version.number()));
      state.modelVersions.put(
          new Key(newModel, version.number()),
          copy(
              version,
              newModel,
              version.number(),
              version.stage(),
              version.description(),
              version.tags()));
    }
  }

  void deleteAll(String model) {
    ofModel(model)
        .toList()
        .forEach(version -> state.modelVersions.remove(new Key(model, version.number())));
  }

  private Stream<ModelVersion> ofModel(String model) {
    return state.modelVersions.all().stream().filter(version -> version.model().equals(model));
  }

  private RegisteredRow model(String name) {
    return state
        .registeredModels
        .find(name)
        .orElseThrow(() -> Failure.notFound("Registered Model with name=" + name + " not found"));
  }

  private void change(String model, int number, Instant at, UnaryOperator<ModelVersion> change) {
    state.undoLog.transact(
        () -> {
          ModelVersion changed = change.apply(existing(model, number));
          state.modelVersions.put(new Key(model, number), at(changed, changed.createdAt(), at));
          RegisteredRow row = model(model);
          state.registeredModels.put(model, row.withDescription(row.description(), at));
        });
  }

  private ModelVersion withAliases(ModelVersion version) {
    List<String> aliases =
        model(version.model()).aliases().entrySet().stream()
            .filter(alias -> alias.getValue() == version.number())
            .map(Map.Entry::getKey)
            .sorted(CodePointOrder.BY_CODE_POINT)
            .toList();
    return full(version, version.createdAt(), version.updatedAt(), aliases);
  }

  private static ModelVersion at(ModelVersion version, Instant createdAt, Instant updatedAt) {
    return full(
        version, MemoryProjects.millis(createdAt), MemoryProjects.millis(updatedAt), List.of());
  }

  private static ModelVersion full(
      ModelVersion version, Instant createdAt, Instant updatedAt, List<String> aliases) {
    return new ModelVersion(
        version.model(),
        version.number(),
        version.stage(),
        version.description(),
        version.user(),
        version.source(),
        version.location(),
        version.run(),
        version.runLink(),
        version.loggedModel(),
        createdAt,
        updatedAt,
        version.tags(),
        aliases);
  }

  private static ModelVersion copy(
      ModelVersion version,
      String model,
      int number,
      Stage stage,
      String description,
      Map<String, String> tags) {
    return new ModelVersion(
        model,
        number,
        stage,
        description,
        version.user(),
        version.source(),
        version.location(),
        version.run(),
        version.runLink(),
        version.loggedModel(),
        version.createdAt(),
        version.updatedAt(),
        Map.copyOf(tags),
        List.of());
  }

  private static List<Value> values(ModelVersion version, ModelVersionField field) {
    return switch (field) {
      case Attribute.NAME -> RunRows.text(version.model());
      case Attribute.NUMBER -> List.of(new Value.Numeric(version.number()));
      case Attribute.RUN -> RunRows.text(version.run().map(RunId::value).orElse(null));
      case Attribute.SOURCE -> RunRows.text(version.source());
      case Attribute.STAGE -> RunRows.text(version.stage().name());
      case Attribute.CREATED_AT -> List.of(MemoryProjects.time(version.createdAt()));
      case Attribute.UPDATED_AT -> List.of(MemoryProjects.time(version.updatedAt()));
      case ModelVersionField.Tag(String key) -> RunRows.text(version.tags().get(key));
    };
  }
}
