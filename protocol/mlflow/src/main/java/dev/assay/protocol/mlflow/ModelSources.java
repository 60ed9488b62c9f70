package dev.assay.protocol.mlflow;

import dev.assay.core.Failure;
import dev.assay.core.registry.LoggedModel;
import dev.assay.core.registry.LoggedModelId;
import dev.assay.core.registry.LoggedModels;
import dev.assay.core.registry.ModelVersion;
import dev.assay.core.registry.ModelVersions;
import dev.assay.core.registry.RegisteredModel;
import dev.assay.core.registry.RegisteredModels;
import dev.assay.core.run.RunId;
import dev.assay.core.run.RunInfo;
import dev.assay.core.run.Runs;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the files of a model version may lie. What a client names is checked once and resolved: to
 * files of the run or logged model it names, to those of another version, or to a store of the
 * client's own that this server never opens.
 */
final class ModelSources {
  static final int CHARS_MAX = 2_048;

  private static final Pattern SCHEME =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*", Pattern.DOTALL);
  private static final Pattern VERSION = Pattern.compile("([^/@]+)/([0-9]{1,9})");
  private static final Pattern ALIAS = Pattern.compile("([^/@]+)@([^/@]+)");

  private final Runs runs;
  private final LoggedModels loggedModels;
  private final RegisteredModels models;
  private final ModelVersions versions;
  private final Locations locations;

  ModelSources(
      Runs runs,
      LoggedModels loggedModels,
      RegisteredModels models,
      ModelVersions versions,
      Locations locations) {
    this.runs = runs;
    this.loggedModels = loggedModels;
    this.models = models;
    this.versions = versions;
    this.locations = locations;
  }

  /** A source that was checked, the place it stands for, and what the files belong to. */
  record Resolved(
      String source, String location, Optional<RunId> run, Optional<LoggedModelId> model) {}

  /** What a client says of a version's origin. */
  private record Claim(
      String source, Optional<RunId> run, Optional<LoggedModel> model, Message message) {
    Failure refused(String why) {
      return message.invalid("source", Names.quoted(source), why);
    }

    Resolved at(String place) {
      return new Resolved(source, place, run.or(() -> model.flatMap(LoggedModel::sourceRun)), id());
    }

    Optional<LoggedModelId> id() {
      return model.map(LoggedModel::id);
    }
  }

  /** Checks the source of a request. */
  Resolved resolve(Message message, boolean isPrompt) {
    String source = Names.limited("source", message.requiredText("source"), CHARS_MAX);
    Optional<RunId> run =
        message
            .text("run_id")
            .filter(text -> !text.isEmpty())
            .map(text -> RunEndpoints.id(message, text));
    Claim claim = new Claim(source, run, model(message), message);
    if (isPrompt || source.equals(Prompts.SOURCE)) {
      return prompt(claim, isPrompt);
    }
    requirePlain(claim);
    return switch (scheme(source)) {
      case "runs" -> ofRun(claim, source.substring("runs:".length()));
      case "models" -> ofModel(claim, source.substring("models:".length()));
      case "", "file", "mlflow-artifacts" -> inside(claim);
      case String scheme when ArtifactLocation.namesHost(scheme) -> inside(claim);
      default -> claim.at(source);
    };
  }

  private Optional<LoggedModel> model(Message message) {
    return message
        .text("model_id")
        .filter(text -> !text.isEmpty())
        .map(text -> LoggedModelEndpoints.existing(loggedModels, text));
  }

  private static Resolved prompt(Claim claim, boolean isPrompt) {
    if (!isPrompt || !claim.source().equals(Prompts.SOURCE)) {
      throw claim.refused("prompts, and they alone, have the source '" + Prompts.SOURCE + "'");
    }
    return claim.at(claim.source());
  }

  private static void requirePlain(Claim claim) {
    for (String form : PathChecks.decodings(claim.source())) {
      if (PathChecks.climbs(form)) {
        throw claim.refused("it may hold no '..', no backslash and no control character");
      }
    }
  }

  /** {@code runs:/<id>/<path>}, of the run that is named beside it. */
  private Resolved ofRun(Claim claim, String rest) {
    String[] parts = stripSlashes(rest).split("/", 2);
    if (claim.run().isEmpty() || !claim.run().get().value().equals(parts[0])) {
      throw claim.refused("run_id must be the run that the source names");
    }
    String root = root(claim.run().get());
    return claim.at(parts.length == 1 ? root : root + "/" + parts[1]);
  }

  private Resolved ofModel(Claim claim, String rest) {
    String name = stripSlashes(rest);
    if (LoggedModelId.isValid(name)) {
      return ofLoggedModel(claim, new LoggedModelId(name));
    }
    ModelVersion origin = version(claim, name);
    if (Prompts.isPrompt(origin.tags()) || Prompts.isPrompt(registered(origin.model()).tags())) {
      throw claim.refused("a prompt is no model");
    }
    requireSame(claim, claim.run(), origin.run(), "run_id");
    requireSame(claim, claim.id(), origin.loggedModel(), "model_id");
    return new Resolved(
        "models:/" + origin.model() + "/" + origin.number(),
        origin.location(),
        origin.run(),
        origin.loggedModel());
  }

  private Resolved ofLoggedModel(Claim claim, LoggedModelId id) {
    if (!claim.id().equals(Optional.of(id))) {
      throw claim.refused("model_id must be the logged model that the source names");
    }
    LoggedModel model = LoggedModelEndpoints.existing(loggedModels, id.value());
    return claim.at(locations.ofModel(model.projectId(), id));
  }

  private ModelVersion version(Claim claim, String name) {
    Matcher numbered = VERSION.matcher(name);
    if (numbered.matches()) {
      return find(numbered.group(1), Integer.parseInt(numbered.group(2)));
    }
    Matcher aliased = ALIAS.matcher(name);
    if (!aliased.matches()) {
      throw claim.refused(
          "models:/<name>/<version>, models:/<name>@<alias> or a model id is needed");
    }
    String alias = aliased.group(2);
    Integer number = registered(aliased.group(1)).aliases().get(alias);
    if (number == null) {
      throw Failure.invalid("Registered model alias " + alias + " not found.");
    }
    return find(aliased.group(1), number);
  }

  private ModelVersion find(String model, int number) {
    return versions
        .find(model, number)
        .orElseThrow(() -> ModelVersionEndpoints.notFound(model, number));
  }

  private RegisteredModel registered(String name) {
    return models
        .find(name)
        .orElseThrow(() -> Failure.notFound("Registered Model with name=" + name + " not found"));
  }

  private static <T> void requireSame(
      Claim claim, Optional<T> given, Optional<T> origin, String field) {
    if (given.isPresent() && !given.equals(origin)) {
      throw claim.refused(field + " must be that of the version it names");
    }
  }

  /** A place that only its run or logged model vouches for. */
  private Resolved inside(Claim claim) {
    boolean isInRun =
        claim.run().flatMap(runs::info).filter(run -> isIn(claim.source(), root(run))).isPresent();
    boolean isInModel =
        claim
            .model()
            .map(model -> locations.ofModel(model.projectId(), model.id()))
            .filter(root -> isIn(claim.source(), root))
            .isPresent();
    if (!isInRun && !isInModel) {
      throw claim.refused(
          "it must lie inside the artifacts of the run given as run_id or of the logged model"
              + " given as model_id");
    }
    return claim.at(claim.source());
  }

  private String root(RunId id) {
    return root(
        runs.info(id).orElseThrow(() -> Failure.notFound("Run with id=" + id + " not found")));
  }

  private String root(RunInfo run) {
    return locations.ofRun(run.projectId(), run.id());
  }

  private static boolean isIn(String place, String root) {
    return place.equals(root) || place.startsWith(root + "/");
  }

  private static String scheme(String source) {
    Matcher matcher = SCHEME.matcher(source);
    return matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
  }

  private static String stripSlashes(String text) {
    return text.replaceAll("^/+|/+$", "");
  }
}
