package dev.assay.cli;

import dev.assay.core.Failure;
import dev.assay.repro.deliver.ServerLink;
import dev.assay.repro.rerun.Original;
import dev.assay.repro.rerun.Originals;
import dev.assay.repro.rerun.Recipe;
import dev.assay.repro.rerun.Rerun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a run again, as it was or with something changed, and judges what came of it. */
@Command(
    name = "rerun",
    mixinStandardHelpOptions = true,
    description = {
      "Run a run again: its source in a clean folder, its packages, its data, its seeds; then say",
      "whether the result is the same. With something changed on purpose it is a variation."
    },
    footer = {
      "",
      "For example:",
      "  assay rerun 3f2a                       as it was, with a verdict",
      "  assay rerun 3f2a --dry-run             what it would do, and what is missing",
      "  assay rerun 3f2a --times 3             how much the result varies by itself",
      "  assay rerun 3f2a --param lr=0.01       a variation",
      "  assay rerun 3f2a --input train.csv=/data/new.csv",
      "",
      "Exit codes: 0 the same, or within tolerance or noise; 3 different; 4 not comparable;",
      "5 could not be run; 1 a mistake in the command."
    })
final class RerunCommand implements Callable<Integer> {
  @Mixin private AnswerOptions server = new AnswerOptions();
  @Mixin private RerunOptions options = new RerunOptions();

  @Parameters(paramLabel = "RUN", description = "the id of the run, or its first characters")
  private String run = "";

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description = "another value for a parameter; may repeat")
  private Map<String, String> params = new LinkedHashMap<>();

  @Option(
      names = "--input",
      paramLabel = "NAME=PATH",
      description = "another file for data it read, by declared name or file name; may repeat")
  private Map<String, Path> inputs = new LinkedHashMap<>();

  @Option(names = "--seed", paramLabel = "N", description = "another seed for all random numbers")
  private @Nullable Long seed;

  @Option(
      names = "--prepare",
      paramLabel = "FOLDER",
      description = "only restore source and data, into this new folder")
  private @Nullable Path prepare;

  @Override
  public Integer call() throws InterruptedException {
    try (ServerLink link = server.connect()) {
      Original original = new Originals(link.client()).find(run);
      Recipe recipe = recipe(original);
      Path target = prepare;
      if (target != null) {
        new Rerun(options.site(server.data(), link), original, recipe)
            .prepare(target.toAbsolutePath().normalize());
        Output.print("Restored into " + target);
        return Main.DONE;
      }
      return new Reruns(options, server.json()).run(server.data(), link, original, recipe);
    }
  }

  private Recipe recipe(Original original) {
    Map<String, Path> files = new TreeMap<>();
    inputs.forEach((name, path) -> files.put(name, path.toAbsolutePath().normalize()));
    return new Recipe(
        original.capture(),
        params,
        files,
        Optional.ofNullable(seed).map(String::valueOf),
        options.isInCurrentEnvironment(),
        Optional.empty(),
        variation());
  }

  private List<String> variation() {
    List<String> changed = new ArrayList<>();
    params.forEach((name, value) -> changed.add(name + " = " + value));
    inputs.forEach((name, path) -> changed.add("input " + name + " = " + path));
    if (seed != null) {
      changed.add("seed = " + seed);
    }
    if (options.isInCurrentEnvironment()) {
      changed.add("the present environment");
    }
    if (params.containsKey("")) {
      throw Failure.invalid("--param reads NAME=VALUE");
    }
    return changed;
  }
}
