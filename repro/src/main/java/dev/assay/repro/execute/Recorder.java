package dev.assay.repro.execute;

import dev.assay.core.capture.Environment;
import dev.assay.core.capture.Finding;
import dev.assay.core.capture.Hardware;
import dev.assay.repro.blob.BlobStore;
import dev.assay.repro.data.DataCapture;
import dev.assay.repro.data.DataSelection;
import dev.assay.repro.data.DeclaredInput;
import dev.assay.repro.data.KeepBudget;
import dev.assay.repro.environment.EnvironmentFacts;
import dev.assay.repro.environment.EnvironmentPaths;
import dev.assay.repro.environment.EnvironmentSources;
import dev.assay.repro.files.StatCache;
import dev.assay.repro.machine.Machine;
import dev.assay.repro.source.ImportedModule;
import dev.assay.repro.source.SourceLimits;
import dev.assay.repro.source.SourceRequest;
import dev.assay.repro.source.SourceSnapshot;
import dev.assay.repro.source.TakenSource;
import dev.assay.repro.spool.Invocation;
import dev.assay.repro.spool.Notes;
import dev.assay.repro.spool.Pieces;
import dev.assay.repro.spool.Spool;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a command depends on, beside the running command: source, environment, machine;
 * afterwards the data it read and the files it wrote. A part that fails is noted and the others go
 * on. What is known lies in the spool at once. Used by one thread; the finding out has its own.
 */
final class Recorder {
  private final Invocation invocation;
  private final Path folder;
  private final Path data;
  private final Spool spool;
  private final HookFiles files;
  private final BlobStore blobs;
  private final Notes notes;
  private final StatCache cache;
  private final DataCapture dataCapture;
  private final FutureTask<TakenSource> source;
  private final FutureTask<Hardware> hardware;
  private @Nullable FutureTask<EnvironmentFacts.Described> environment;
  private int warmed;
  private final List<Pieces.Problem> problems = new ArrayList<>();

  Recorder(
      Invocation invocation,
      Path data,
      Spool spool,
      HookFiles files,
      BlobStore blobs,
      Notes notes) {
    this.invocation = invocation;
    this.folder = Path.of(invocation.command().folder());
    this.data = data;
    this.spool = spool;
    this.files = files;
    this.blobs = blobs;
    this.notes = notes;
    this.cache = StatCache.open(data.resolve("cache").resolve("data"));
    this.dataCapture = new DataCapture(blobs, cache, budget());
    this.source = new FutureTask<>(this::takeSource);
    this.hardware = new FutureTask<>(() -> Machine.hardware(folder));
  }

  /** Begins to find out what is known without the command having run. */
  void start() {
    start("source", source);
    start("hardware", hardware);
  }

  /** Goes on with what has been noted meanwhile. */
  void advance() {
    if (environment == null && notes.hasPython()) {
      describe(notes.processes().values().iterator().next().executable());
    }
    List<String> read = List.copyOf(notes.readFirst());
    for (; warmed < read.size(); warmed++) {
      warm(read.get(warmed));
    }
  }

  /** Everything, after the command has ended. */
  Pieces finish(List<String> declaredOutputs) {
    describeWithoutHook();
    Optional<EnvironmentFacts.Described> described =
        environment == null ? Optional.empty() : await("environment", environment);
    EnvironmentPaths paths =
        described.map(EnvironmentFacts.Described::paths).orElse(EnvironmentPaths.NONE);
    Optional<TakenSource> taken = await("source", source).map(before -> extended(before, paths));
    List<Finding> findings = new ArrayList<>();
    taken.ifPresent(found -> findings.addAll(found.findings()));
    described.ifPresent(found -> found.notes().forEach(note -> problem("environment", note)));
    Pieces pieces =
        new Pieces(
            taken.map(TakenSource::source),
            described.map(found -> kept(found, taken)),
            await("hardware", hardware),
            Optional.empty(),
            List.of(),
            findings,
            problems);
    pieces = withData(pieces, taken, paths, declaredOutputs);
    cache.close();
    return pieces;
  }

  /** With the packages that no index has, so that a rerun can install them. */
  private Environment kept(EnvironmentFacts.Described found, Optional<TakenSource> taken) {
    Environment environment = found.importing(notes.modules().keySet());
    Path caches = data.resolve("cache");
    try {
      return new EnvironmentSources(new SourceSnapshot(blobs, caches), blobs, caches)
          .keep(environment, taken.map(TakenSource::root).orElse(folder));
    } catch (RuntimeException e) {
      problem("environment", "packages could not be kept: " + message(e));
      return environment;
    }
  }

  /** What is known so far, for the case that this process does not live to the end. */
  Pieces soFar() {
    return new Pieces(
        done(source).map(TakenSource::source),
        environment == null
            ? Optional.empty()
            : done(environment).map(EnvironmentFacts.Described::environment),
        done(hardware),
        Optional.empty(),
        List.of(),
        done(source).map(TakenSource::findings).orElse(List.of()),
        problems);
  }

  /** How many of the parts that need no end are known. */
  int known() {
    int known = source.isDone() ? 1 : 0;
    known += hardware.isDone() ? 1 : 0;
    return known + (environment != null && environment.isDone() ? 1 : 0);
  }

  private TakenSource takeSource() {
    SourceLimits limits =
        invocation
            .recording()
            .sourceBytesMax()
            .map(
                bytes ->
                    SourceLimits.DEFAULT
                        .withFileBytesMax(bytes)
                        .withTotalBytesMax(Math.max(bytes, SourceLimits.DEFAULT.totalBytesMax())))
            .orElse(SourceLimits.DEFAULT);
    SourceRequest request = new SourceRequest(folder, limits, Set.of(data));
    return new SourceSnapshot(blobs, data.resolve("cache")).take(request);
  }

  private TakenSource extended(TakenSource taken, EnvironmentPaths paths) {
    try {
      List<ImportedModule> modules = new ArrayList<>();
      notes
          .modules()
          .forEach(
              (name, file) ->
                  path(file)
                      .filter(path -> isOwnCode(path, paths))
                      .ifPresent(path -> modules.add(new ImportedModule(name, path))));
      return new SourceSnapshot(blobs, data.resolve("cache")).extend(taken, modules);
    } catch (RuntimeException e) { // whatever it is, the rest of the capture goes on
      problem("source", "imported modules could not be added: " + message(e));
      return taken;
    }
  }

  private boolean isOwnCode(Path file, EnvironmentPaths paths) {
    return !paths.holds(file) && !file.startsWith(data) && Files.isRegularFile(file);
  }

  private Pieces withData(
      Pieces pieces,
      Optional<TakenSource> taken,
      EnvironmentPaths paths,
      List<String> declaredOutputs) {
    try {
      DataSelection.Selected selected =
          new DataSelection(taken, paths, Set.of(data, files.packages())).select(notes.uses());
      List<Finding> findings = new ArrayList<>(pieces.findings());
      findings.addAll(selected.findings());
      return new Pieces(
          pieces.source(),
          pieces.environment(),
          pieces.hardware(),
          Optional.of(dataCapture.capture(declared(invocation), selected, folder)),
          new Outputs(spool, folder).list(selected.written(), declaredOutputs),
          findings,
          problems);
    } catch (RuntimeException e) { // as above
      problem("data", message(e));
      return new Pieces(
          pieces.source(),
          pieces.environment(),
          pieces.hardware(),
          Optional.empty(),
          List.of(),
          pieces.findings(),
          problems);
    }
  }

  static List<DeclaredInput> declared(Invocation invocation) {
    return invocation.recording().inputs().stream()
        .map(input -> new DeclaredInput(input.place(), input.name()))
        .toList();
  }

  private void warm(String file) {
    Optional<Path> path = path(file).filter(Files::exists);
    if (path.isPresent()) {
      notes.seen(file);
      path.filter(found -> !found.startsWith(data)).ifPresent(dataCapture::warm);
    }
  }

  /** An interpreter that was told not to listen to the environment runs no hook. */
  private void describeWithoutHook() {
    String program =
        invocation.command().argv().isEmpty() ? "" : invocation.command().argv().getFirst();
    if (environment == null && Interpreters.isPython(program)) {
      describe(program);
      problem(
          "environment", "the program did not load the hook; what it read and drew was not seen");
    }
  }

  private void describe(String interpreter) {
    FutureTask<EnvironmentFacts.Described> task =
        new FutureTask<>(
            () ->
                new EnvironmentFacts(data.resolve("cache"))
                    .describe(interpreter, files.environment(), folder));
    environment = task;
    start("environment", task);
  }

  private KeepBudget budget() {
    return invocation.recording().storesData() ? KeepBudget.ALL : KeepBudget.DEFAULT;
  }

  private void problem(String part, String message) {
    problems.add(new Pieces.Problem(part, message));
  }

  private <T> Optional<T> await(String part, FutureTask<T> task) {
    try {
      return Optional.of(task.get());
    } catch (ExecutionException e) {
      problem(part, message(e.getCause()));
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static <T> Optional<T> done(FutureTask<T> task) {
    return task.state() == java.util.concurrent.Future.State.SUCCESS
        ? Optional.of(task.resultNow())
        : Optional.empty();
  }

  private static void start(String part, Runnable task) {
    Thread.ofVirtual().name("capture " + part).start(task);
  }

  private static String message(@Nullable Throwable problem) {
    if (problem == null) {
      return "unknown";
    }
    String message = problem.getMessage();
    return message == null ? problem.getClass().getSimpleName() : message;
  }

  private static Optional<Path> path(String text) {
    try {
      Path path = Path.of(text);
      return path.isAbsolute() ? Optional.of(path) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
