package dev.assay.repro.rerun;

import dev.assay.core.Failure;
import dev.assay.core.capture.Capture;
import dev.assay.core.capture.DataFile;
import dev.assay.core.capture.Environment;
import dev.assay.core.capture.Source;
import dev.assay.repro.data.DataRestore;
import dev.assay.repro.deliver.ServerBlobs;
import dev.assay.repro.environment.EnvironmentRebuild;
import dev.assay.repro.execute.CallerEnvironment;
import dev.assay.repro.execute.CommandRun;
import dev.assay.repro.execute.HookFiles;
import dev.assay.repro.files.StatCache;
import dev.assay.repro.source.SourceListing;
import dev.assay.repro.source.SourceRestore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One execution again: in a clean folder with the source, the data, the environment and the seeds
 * of a recipe. Nothing is left behind but the new run, whatever happens. Used by one thread, any
 * number of times.
 */
public final class Rerun {
  private static final int PHASES = 4;

  private final Site site;
  private final Original original;
  private final Recipe recipe;
  private final ServerBlobs blobs;
  private final SourceRestore sources;

  public Rerun(Site site, Original original, Recipe recipe) {
    this.site = site;
    this.original = original;
    this.recipe = recipe;
    this.blobs = new ServerBlobs(site.link().client());
    this.sources = new SourceRestore(blobs);
  }

  /**
   * A rerun that ended, well or not.
   *
   * @param differences what was not as it was in the environment
   */
  public record Done(String run, Capture capture, int exitCode, List<String> differences) {}

  /** What it would do; changes nothing. */
  public RerunPlan plan() {
    Path root = root("NEW");
    try (StatCache cache = cache()) {
      Optional<DataRestore.Plan> data =
          recipe
              .capture()
              .source()
              .filter(source -> blobs.has(source.manifest()))
              .map(source -> dataPlan(cache, source, root));
      return new Planner(original, recipe, blobs, root, site.link().client()).plan(data);
    }
  }

  /**
   * Restores source and data only, into a folder that is not there or empty.
   *
   * @throws Failure as {@link #run}
   */
  public void prepare(Path root) {
    restore(root);
  }

  /**
   * Runs it.
   *
   * @throws Failure UNAVAILABLE, CONFLICT, CORRUPT or NOT_FOUND when it cannot be run: a package
   *     that is not to be had, a disk that is full, data that changed
   */
  public Done run(Label label) throws InterruptedException {
    Path root = root(Long.toString(System.nanoTime(), Character.MAX_RADIX));
    try {
      Places places = restore(root);
      return run(label, root, places);
    } finally {
      if (site.keepsFolders()) {
        site.tell().accept("kept " + root);
      } else {
        Trees.delete(root);
      }
    }
  }

  private Done run(Label label, Path root, Places places) throws InterruptedException {
    List<String> differences = new ArrayList<>();
    Optional<Invocation.Interpreter> interpreter = interpreter(root, differences);
    Invocation invocation =
        Invocation.of(recipe, root, interpreter, places, CallerEnvironment.variables());
    phase(4, "run", Shell.words(invocation.argv()));
    CommandRun.Ended ended =
        new CommandRun(
                Orders.of(original, recipe, invocation, label, site.link().client()),
                site.data(),
                site.link(),
                site.tell())
            .run();
    ended.capture().ifPresent(capture -> checkOverrides(invocation, capture));
    return new Done(
        ended
            .run()
            .orElseThrow(
                () ->
                    Failure.unavailable(
                        "the rerun ended, but the server did not take its record; it is kept and the"
                            + " next assay command delivers it: assay runs")),
        ended.capture().orElseThrow(() -> Failure.unavailable("the rerun could not be recorded")),
        ended.exitCode(),
        differences);
  }

  /** The hook changes only what the program reads with a library it knows. */
  private static void checkOverrides(Invocation invocation, Capture capture) {
    for (Map.Entry<String, String> wanted : invocation.overrides().entrySet()) {
      boolean isApplied =
          capture.params().stream()
              .anyMatch(
                  param ->
                      Arguments.name(param.name()).equals(Arguments.name(wanted.getKey()))
                          && Values.areSame(param.value(), wanted.getValue()));
      if (!isApplied) {
        throw Failure.invalid(
            "the program did not take "
                + wanted.getKey()
                + " = "
                + wanted.getValue()
                + ": it is not in its command line, and it does not read it with argparse, click,"
                + " Hydra or the like; change it in the source and use 'assay run'");
      }
    }
  }

  /** Source, then data over it. Gives what lies elsewhere now. */
  private Places restore(Path root) {
    Source source =
        recipe
            .capture()
            .source()
            .orElseThrow(() -> Failure.invalid("the run has no source to restore"));
    SourceListing listing = sources.listing(source.manifest());
    phase(1, "source", source.files() + " files into " + root);
    sources.restore(listing, root);
    recipe.overlay().ifPresent(overlay -> new Overlaying(sources, listing).apply(overlay, root));
    GitFolder.begin(root);
    Places places = new Places().with(source.root(), root);
    listing.outsideFolders().forEach((before, now) -> places.with(before, root.resolve(now)));
    phase(2, "data", OwnFiles.without(recipe.capture()).size() + " files");
    try (StatCache cache = cache()) {
      DataRestore restore = new DataRestore(blobs, cache);
      DataRestore.Plan plan = dataPlan(cache, source, root);
      restore.restore(plan).forEach(places::with);
    }
    recipe.inputs().forEach((name, path) -> replace(name, path, root, places));
    return places;
  }

  private void replace(String name, Path path, Path root, Places places) {
    for (DataFile file : recipe.capture().data()) {
      if (!Inputs.isMeant(file, name)) {
        continue;
      }
      Optional<Path> below = Inputs.below(file, recipe.capture());
      places.with(file.path(), below.map(root::resolve).orElse(path));
      below.ifPresent(place -> copy(path, root.resolve(place)));
    }
  }

  private static void copy(Path from, Path to) {
    try {
      Files.createDirectories(to.getParent());
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Failure.unavailable("'" + from + "' cannot be copied: " + e.getMessage(), e);
    }
  }

  /** Data that is not replaced on purpose. */
  private DataRestore.Plan dataPlan(StatCache cache, Source source, Path root) {
    List<DataFile> data =
        OwnFiles.without(recipe.capture()).stream()
            .filter(
                file ->
                    recipe.inputs().keySet().stream().noneMatch(name -> Inputs.isMeant(file, name)))
            .toList();
    return new DataRestore(blobs, cache)
        .plan(data, source, recipe.capture().command().argv(), root);
  }

  private Optional<Invocation.Interpreter> interpreter(Path root, List<String> differences) {
    Optional<Environment> environment = recipe.capture().environment();
    if (environment.isEmpty()) {
      phase(3, "environment", "none was recorded: the present one");
      return Optional.empty();
    }
    if (recipe.isInCurrentEnvironment()) {
      phase(3, "environment", "the present one");
      return Optional.of(new Invocation.Interpreter(PresentPython.find(), List.of()));
    }
    phase(3, "environment", "Python " + environment.get().python().version());
    String sourceRoot = recipe.capture().source().map(Source::root).orElse("");
    EnvironmentRebuild.Rebuilt rebuilt =
        new EnvironmentRebuild(
                site.data().resolve("environments"),
                HookFiles.layOut(site.data()).environment(),
                blobs,
                site.tell())
            .rebuild(environment.get(), Path.of(sourceRoot), root);
    rebuilt.differences().forEach(text -> site.tell().accept("      " + text));
    differences.addAll(rebuilt.differences());
    return Optional.of(new Invocation.Interpreter(rebuilt.python(), rebuilt.searchPath()));
  }

  private void phase(int number, String name, String what) {
    site.tell().accept("[%d/%d] %-11s %s".formatted(number, PHASES, name, what));
  }

  private Path root(String name) {
    return site.folder().resolve(name);
  }

  private StatCache cache() {
    return StatCache.open(site.data().resolve("cache").resolve("data"));
  }
}
