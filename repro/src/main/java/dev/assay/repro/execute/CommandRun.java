package dev.assay.repro.execute;

import dev.assay.core.Failure;
import dev.assay.core.IdSource;
import dev.assay.core.capture.Capture;
import dev.assay.core.capture.Command;
import dev.assay.core.capture.ExecutionId;
import dev.assay.repro.deliver.ServerLink;
import dev.assay.repro.spool.Invocation;
import dev.assay.repro.spool.Secrets;
import dev.assay.repro.spool.Spool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Runs a command and records it: starts it first, finds out everything else beside it, and delivers
 * at the end. Whatever fails in the recording, the command runs, and its exit code is the result.
 */
public final class CommandRun {
  private final Order order;
  private final Path data;
  private final ServerLink link;
  private final Consumer<String> tell;

  /**
   * @param data the folder with store and spool
   * @param tell is told what a person should know, in single lines
   */
  public CommandRun(Order order, Path data, ServerLink link, Consumer<String> tell) {
    boolean isTraceable = Tracing.isInstalled(order.environment());
    this.order = isTraceable ? order : order.untraced();
    if (order.recording().isTraced() && !isTraceable) {
      tell.accept("strace is not installed: files of programs not in Python are not seen");
    }
    this.data = data;
    this.link = link;
    this.tell = tell;
  }

  /**
   * How it went.
   *
   * @param run the main run; absent when it could not be delivered yet
   * @param project the id of the main run's project
   * @param capture absent when nothing could be recorded
   */
  public record Ended(
      ExecutionId id,
      int exitCode,
      Optional<String> run,
      Optional<String> project,
      Optional<Capture> capture) {}

  /** Runs to the end of the command and of the delivery. */
  public Ended run() throws InterruptedException {
    ExecutionId id = new ExecutionId(IdSource.random().hex32());
    Spool spool;
    HookFiles files;
    try {
      spool = Spool.create(data, id);
      files = HookFiles.layOut(data);
    } catch (Failure e) {
      tell.accept("the command runs unrecorded: " + e.getMessage());
      return unrecorded(id, bare(order, tell));
    }
    try (spool) {
      return recorded(spool, files);
    }
  }

  /** The command is started first: it is what a person waits for. */
  private Ended recorded(Spool spool, HookFiles files) throws InterruptedException {
    Map<String, String> additions =
        CommandEnvironment.additions(order, spool.id(), spool.hook(), files, link.address());
    Supervisor supervisor;
    try {
      supervisor = Supervisor.start(order, additions, spool, files);
    } catch (Failure e) {
      spool.delete();
      tell.accept(e.getMessage());
      return unrecorded(spool.id(), Supervisor.NOT_FOUND);
    }
    Interrupts interrupts = new Interrupts(tell);
    interrupts.passTo(supervisor);
    try {
      return followed(spool, files, supervisor, interrupts);
    } catch (RuntimeException e) { // a defect of ours is not the command's
      tell.accept("the recording failed (" + e + "); what is there is kept in " + spool.folder());
      return unrecorded(spool.id(), supervisor.await());
    }
  }

  private Ended followed(Spool spool, HookFiles files, Supervisor supervisor, Interrupts interrupts)
      throws InterruptedException {
    Invocation invocation = invocation(spool.id());
    try {
      spool.write(Invocation.DOCUMENT, invocation);
    } catch (Failure e) {
      tell.accept(e.getMessage());
    }
    invocation
        .foreignTracking()
        .ifPresent(
            place -> tell.accept("MLFLOW_TRACKING_URI is " + place + ": the command logs there"));
    return new Following(spool, invocation, files, data, link, tell).follow(supervisor, interrupts);
  }

  private static Ended unrecorded(ExecutionId id, int exitCode) {
    return new Ended(id, exitCode, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private Invocation invocation(ExecutionId id) {
    Map<String, String> environment = order.environment();
    Secrets secrets = Secrets.of(environment);
    Command command =
        new Command(
            secrets.maskArguments(order.argv()),
            order.folder().toString(),
            Host.standardInput(),
            Variables.context(environment, secrets));
    return new Invocation(
        id.value(),
        "run",
        command,
        System.currentTimeMillis(),
        Host.user(),
        Host.name(),
        Variables.record(environment, Set.of(), secrets),
        order.project(),
        order.name(),
        order.tags(),
        order.rerunOf(),
        link.address().toString(),
        CommandEnvironment.foreignTracking(environment, link.address()).map(secrets::mask),
        order.recording());
  }

  /** Nothing can be recorded: runs the command as if we were not there; gives its exit code. */
  public static int bare(Order order, Consumer<String> tell) throws InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(order.argv()).directory(order.folder().toFile()).inheritIO();
    builder.environment().clear();
    builder.environment().putAll(order.environment());
    try {
      return builder.start().waitFor();
    } catch (IOException e) {
      tell.accept(
          "the command '" + order.argv().getFirst() + "' cannot be started: " + e.getMessage());
      return Supervisor.NOT_FOUND;
    }
  }
}
