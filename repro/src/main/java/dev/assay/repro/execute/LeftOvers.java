package dev.assay.repro.execute;

import dev.assay.client.AssayClient;
import dev.assay.core.capture.DataFile;
import dev.assay.core.capture.Environment;
import dev.assay.core.capture.Source;
import dev.assay.core.capture.SourceFile;
import dev.assay.repro.blob.BlobStore;
import dev.assay.repro.data.DataCapture;
import dev.assay.repro.data.DataSelection;
import dev.assay.repro.data.FileUse;
import dev.assay.repro.data.KeepBudget;
import dev.assay.repro.deliver.Completed;
import dev.assay.repro.deliver.Delivery;
import dev.assay.repro.deliver.RunDelivery;
import dev.assay.repro.deliver.ServerLink;
import dev.assay.repro.deliver.SpoolBlobs;
import dev.assay.repro.environment.EnvironmentPaths;
import dev.assay.repro.files.StatCache;
import dev.assay.repro.source.SourceRestore;
import dev.assay.repro.spool.Assembly;
import dev.assay.repro.spool.HookReader;
import dev.assay.repro.spool.Invocation;
import dev.assay.repro.spool.Notes;
import dev.assay.repro.spool.Pieces;
import dev.assay.repro.spool.Secrets;
import dev.assay.repro.spool.Spool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Delivers what earlier commands could not: a server was gone, or they were killed. A spool whose
 * command still runs, or that another process delivers, is left alone.
 */
public final class LeftOvers {
  /** A spool in which nothing has started after this long belongs to nobody. */
  private static final Duration START_MAX = Duration.ofMinutes(1);

  /** How far the noted start of a process may be from what the system says. */
  private static final Duration START_SLACK = Duration.ofSeconds(20);

  private final Path data;
  private final ServerLink link;
  private final Consumer<String> tell;

  public LeftOvers(Path data, ServerLink link, Consumer<String> tell) {
    this.data = data;
    this.link = link;
    this.tell = tell;
  }

  /** Whether there may be something to deliver; cheap. */
  public static boolean mayExist(Path data) {
    return !Spool.list(data).isEmpty();
  }

  /** Delivers all; what fails stays for the next time. */
  public void deliver() {
    for (Path folder : Spool.list(data)) {
      Optional<Spool> taken = Spool.take(folder);
      if (taken.isPresent()) {
        try (Spool spool = taken.get()) {
          deliver(spool);
        } catch (RuntimeException e) { // the command that is to come has nothing to do with it
          tell.accept("the recording in " + folder + " could not be delivered: " + e.getMessage());
        }
      }
    }
  }

  private void deliver(Spool spool) {
    Optional<Invocation> invocation = spool.read(Invocation.DOCUMENT, Invocation.class);
    if (isRunning(spool)) {
      return;
    }
    if (invocation.isEmpty()) {
      if (isOld(spool)) {
        spool.delete();
      }
      return;
    }
    Completed completed = complete(spool, invocation.get());
    spool.delete();
    tell.accept("delivered run " + completed.run() + " of an earlier command");
  }

  private Completed complete(Spool spool, Invocation invocation) {
    AssayClient client = link.client();
    Notes notes = new Notes();
    new HookReader(spool.hook(), notes, Secrets.shapes()).read();
    Tracing.read(spool, notes);
    Pieces found = spool.read(Pieces.DOCUMENT, Pieces.class).orElse(Pieces.NONE);
    Pieces pieces = found.data().isPresent() ? found : withData(spool, invocation, found, notes);
    Optional<JsonNode> outcome = spool.read("outcome.json");
    return Completed.deliver(
        new Delivery(client, spool, invocation),
        new RunDelivery(client, spool, invocation),
        (bytes, logged) -> new Assembly(invocation, pieces, notes, outcome, bytes).capture(logged));
  }

  /** The data as it is now: nobody looked at it when the command ended. */
  private Pieces withData(Spool spool, Invocation invocation, Pieces found, Notes notes) {
    List<Pieces.Problem> problems = new ArrayList<>(found.problems());
    problems.add(
        new Pieces.Problem(
            "data", "assay was ended before the command; the files were looked at later"));
    if (found.source().isEmpty()) {
      problems.add(new Pieces.Problem("source", "assay was ended before it was taken"));
    }
    Optional<List<DataFile>> files = Optional.empty();
    try {
      files = Optional.of(data(spool, invocation, found, notes));
    } catch (RuntimeException e) { // the rest is delivered all the same
      problems.add(new Pieces.Problem("data", String.valueOf(e.getMessage())));
    }
    return new Pieces(
        found.source(),
        found.environment(),
        found.hardware(),
        files,
        List.of(),
        found.findings(),
        problems);
  }

  private List<DataFile> data(Spool spool, Invocation invocation, Pieces found, Notes notes) {
    BlobStore blobs = new SpoolBlobs(spool.blobs(), link);
    Set<String> source = found.source().map(taken -> files(taken, blobs)).orElse(Set.of());
    List<FileUse> uses = notes.uses().stream().filter(use -> !source.contains(use.path())).toList();
    DataSelection.Selected selected =
        new DataSelection(Optional.empty(), paths(found.environment()), Set.of(data)).select(uses);
    Path folder = Path.of(invocation.command().folder());
    try (StatCache cache = StatCache.open(data.resolve("cache").resolve("data"))) {
      return new DataCapture(blobs, cache, KeepBudget.DEFAULT)
          .capture(Recorder.declared(invocation), selected, folder);
    }
  }

  private static Set<String> files(Source source, BlobStore blobs) {
    Set<String> files = new HashSet<>();
    for (SourceFile file : new SourceRestore(blobs).listing(source.manifest()).files()) {
      files.add(Path.of(source.root()).resolve(file.path()).toString());
    }
    return files;
  }

  private static EnvironmentPaths paths(Optional<Environment> environment) {
    return environment
        .map(known -> new EnvironmentPaths(Set.of(Path.of(known.python().prefix()))))
        .orElse(EnvironmentPaths.NONE);
  }

  private static boolean isRunning(Spool spool) {
    if (Files.exists(spool.folder().resolve("outcome.json"))) {
      return false;
    }
    Optional<JsonNode> process = spool.read("process.json");
    if (process.isEmpty()) {
      return !isOld(spool);
    }
    long startedAt = process.get().path("startedAt").asLong(0);
    return ProcessHandle.of(process.get().path("pid").asLong(-1))
        .filter(ProcessHandle::isAlive)
        .flatMap(handle -> handle.info().startInstant())
        .filter(at -> Math.abs(at.toEpochMilli() - startedAt) < START_SLACK.toMillis())
        .isPresent();
  }

  private static boolean isOld(Spool spool) {
    return System.currentTimeMillis() - spool.changedAtMillis() > START_MAX.toMillis();
  }
}
