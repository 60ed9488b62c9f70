package dev.assay.repro.rerun;

import dev.assay.client.AssayClient;
import dev.assay.core.Digest;
import dev.assay.core.capture.Capture;
import dev.assay.core.capture.DataFile;
import dev.assay.core.capture.Environment;
import dev.assay.core.capture.Source;
import dev.assay.core.capture.Variable;
import dev.assay.repro.blob.BlobStore;
import dev.assay.repro.data.DataRestore;
import dev.assay.repro.rerun.RerunPlan.Missing;
import dev.assay.repro.rerun.RerunPlan.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds out what a rerun would do and what it would miss; changes nothing. */
final class Planner {
  private static final int PACKAGES_SHOWN_MAX = 6;
  private static final int LEFT_OUT_SHOWN_MAX = 4;
  private static final String MASK = "***";

  private final Original original;
  private final Recipe recipe;
  private final BlobStore blobs;
  private final Path root;
  private final AssayClient client;
  private final List<Step> steps = new ArrayList<>();
  private final List<Missing> missing = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * @param root where the source will be restored
   */
  Planner(Original original, Recipe recipe, BlobStore blobs, Path root, AssayClient client) {
    this.original = original;
    this.recipe = recipe;
    this.blobs = blobs;
    this.root = root;
    this.client = client;
  }

  /** The plan; {@code data} is absent when there is no source to restore it into. */
  RerunPlan plan(Optional<DataRestore.Plan> data) {
    source();
    data.ifPresent(this::data);
    inputs();
    environment();
    command();
    steps.add(new Step("verdict", "compare with " + original.run().id(), ""));
    return new RerunPlan(steps, missing, notes);
  }

  private void source() {
    Capture capture = recipe.capture();
    if (capture.source().isEmpty()) {
      missing.add(
          new Missing(
              "the source of the run: none was captured",
              "run it once more from its folder: assay run -- "
                  + Shell.words(capture.command().argv())));
      return;
    }
    Source source = capture.source().get();
    List<Digest> lost =
        Stream.concat(Stream.of(source.manifest()), source.packs().stream())
            .filter(blob -> !blobs.has(blob))
            .toList();
    if (!lost.isEmpty()) {
      missing.add(
          new Missing(
              "the source snapshot: the store lacks "
                  + lost.stream().map(Digest::hex).collect(Collectors.joining(", ")),
              "name the store that has it: --server URL or --data FOLDER"));
    }
    leftOut(source);
    steps.add(
        new Step(
            "source",
            "%d files into %s%s".formatted(source.files(), root, commit(source)),
            "assay rerun " + original.run().id() + " --prepare " + Shell.word(root.toString())));
  }

  /** One note for each reason. */
  private void leftOut(Source source) {
    Map<String, List<String>> byReason = new TreeMap<>();
    for (Source.LeftOut file : source.leftOut()) {
      byReason.computeIfAbsent(file.reason(), reason -> new ArrayList<>()).add(file.path());
    }
    byReason.forEach(
        (reason, paths) ->
            notes.add(
                "left out of the source ("
                    + reason
                    + "): "
                    + paths.stream().limit(LEFT_OUT_SHOWN_MAX).collect(Collectors.joining(", "))
                    + (paths.size() > LEFT_OUT_SHOWN_MAX
                        ? " and " + (paths.size() - LEFT_OUT_SHOWN_MAX) + " more"
                        : "")));
  }

  private static String commit(Source source) {
    return source
        .git()
        .flatMap(git -> git.commit().map(commit -> shortened(commit) + dirt(git)))
        .map(text -> ", as at commit " + text)
        .orElse("");
  }

  private static String shortened(String commit) {
    return commit.substring(0, Math.min(commit.length(), 10));
  }

  private static String dirt(Source.Git git) {
    return git.isDirty() ? " with its uncommitted changes" : "";
  }

  private void data(DataRestore.Plan plan) {
    for (DataRestore.Step step : plan.steps()) {
      DataFile file = step.file();
      if (isReplaced(file)) {
        continue;
      }
      switch (step) {
        case DataRestore.Step.InSource each -> {}
        case DataRestore.Step.InPlace each ->
            steps.add(
                new Step("data", "read " + file.path() + " where it is, unchanged", check(file)));
        case DataRestore.Step.FromOriginal each ->
            steps.add(
                new Step(
                    "data",
                    "copy " + file.path() + ", unchanged",
                    "cp " + Shell.words(List.of(file.path(), each.to().toString()))));
        case DataRestore.Step.FromStore each ->
            steps.add(
                new Step(
                    "data",
                    "fetch " + file.path() + " from the store",
                    "curl -o "
                        + Shell.word(each.to().toString())
                        + " "
                        + client.server()
                        + "/api/v1/blobs/"
                        + file.sha256().map(Digest::hex).orElse("")));
        case DataRestore.Step.Unchecked each ->
            notes.add(file.path() + " cannot be checked: " + each.why());
        case DataRestore.Step.Missing each ->
            missing.add(new Missing("data: " + each.why(), dataRemedy(file)));
      }
    }
  }

  private static String check(DataFile file) {
    return file.sha256()
        .map(digest -> "echo '" + digest.hex() + "  " + file.path() + "' | sha256sum --check")
        .orElse("");
  }

  private static String dataRemedy(DataFile file) {
    String name = file.name().orElse(file.path().substring(file.path().lastIndexOf('/') + 1));
    return "put the same file there again, or run with another one on purpose: --input "
        + Shell.word(name + "=PATH");
  }

  private boolean isReplaced(DataFile file) {
    return recipe.inputs().keySet().stream().anyMatch(name -> Inputs.isMeant(file, name));
  }

  private void inputs() {
    for (Map.Entry<String, Path> input : new TreeMap<>(recipe.inputs()).entrySet()) {
      List<DataFile> meant =
          recipe.capture().data().stream()
              .filter(file -> Inputs.isMeant(file, input.getKey()))
              .toList();
      if (meant.size() != 1) {
        String known =
            recipe.capture().data().stream()
                .map(file -> file.name().orElse(file.path()))
                .collect(Collectors.joining(", "));
        missing.add(
            new Missing(
                "--input "
                    + input.getKey()
                    + ": "
                    + (meant.isEmpty() ? "the run read no such file" : "several files are meant"),
                known.isEmpty() ? "it read no files" : "name one of: " + known));
      } else if (!Files.isReadable(input.getValue())) {
        missing.add(
            new Missing(
                "--input " + input.getKey() + ": '" + input.getValue() + "' cannot be read",
                "name a file that is there"));
      } else if (!Inputs.canRedirect(meant.getFirst(), recipe.capture())) {
        missing.add(
            new Missing(
                "--input "
                    + input.getKey()
                    + ": the program opens "
                    + meant.getFirst().path()
                    + " by itself, not by an argument",
                "put the other file there and run: assay run -- "
                    + Shell.words(recipe.capture().command().argv())));
      } else {
        steps.add(
            new Step("data", "take " + input.getValue() + " for " + meant.getFirst().path(), ""));
      }
    }
  }

  private void environment() {
    Optional<Environment> environment = recipe.capture().environment();
    if (recipe.isInCurrentEnvironment()) {
      steps.add(new Step("environment", "the present one, not the recorded", "which python3"));
      return;
    }
    if (environment.isEmpty()) {
      return;
    }
    Environment some = environment.get();
    List<String> packages =
        some.distributions().stream().map(one -> one.name() + "==" + one.version()).toList();
    String listed =
        packages.size() <= PACKAGES_SHOWN_MAX
            ? Shell.words(packages)
            : Shell.words(packages.subList(0, PACKAGES_SHOWN_MAX))
                + " ... ("
                + (packages.size() - PACKAGES_SHOWN_MAX)
                + " more)";
    steps.add(
        new Step(
            "environment",
            "Python %s with %d packages; an environment that has them is reused"
                .formatted(some.python().version(), packages.size()),
            "python"
                + minor(some.python().version())
                + " -m venv ENV && ENV/bin/pip install --no-deps "
                + listed));
  }

  private static String minor(String version) {
    String[] parts = version.split("\\.");
    return parts.length < 2 ? version : parts[0] + "." + parts[1];
  }

  private void command() {
    Capture capture = recipe.capture();
    List<String> argv = capture.command().argv();
    Places places = new Places();
    capture.source().ifPresent(source -> places.with(source.root(), root));
    Invocation invocation = Invocation.of(recipe, root, Optional.empty(), places, Map.of());
    for (String param : invocation.overrides().keySet()) {
      if (capture.environment().isEmpty()) {
        missing.add(
            new Missing(
                "--param "
                    + param
                    + ": it is not in the command line, and the program is not Python",
                "the command is: " + Shell.words(argv)));
      }
    }
    if (invocation.argv().stream().anyMatch(word -> word.contains(MASK))) {
      missing.add(
          new Missing(
              "an argument of the command was masked as a secret: " + Shell.words(argv),
              "give it again: --param NAME=VALUE"));
    }
    for (Variable variable : capture.variables()) {
      if (variable.wasRead()
          && variable.value().isEmpty()
          && System.getenv(variable.name()) == null) {
        notes.add(
            "the program read the variable "
                + variable.name()
                + ", whose value is never recorded; it is not set now");
      }
    }
    if (capture.command().stdin().equals("pipe") || capture.command().stdin().equals("file")) {
      notes.add("the original read from a " + capture.command().stdin() + "; the rerun does not");
    }
    steps.add(
        new Step(
            "run",
            recipe.variation().isEmpty()
                ? "the command as it was"
                : "changed: " + String.join(", ", recipe.variation()),
            typed(invocation)));
  }

  private String typed(Invocation invocation) {
    String variables =
        invocation.environment().entrySet().stream()
            .map(entry -> entry.getKey() + "=" + Shell.word(entry.getValue()) + " ")
            .collect(Collectors.joining());
    String seed = recipe.seed().map(number -> "--seed " + number + " ").orElse("");
    return "cd %s && %sassay run %s-- %s"
        .formatted(
            Shell.word(invocation.folder().toString()),
            variables,
            seed,
            Shell.words(invocation.argv()));
  }
}
