package dev.assay.repro.execute;

import dev.assay.core.Failure;
import dev.assay.core.capture.Command;
import dev.assay.repro.deliver.ServerLink;
import dev.assay.repro.spool.Invocation;
import dev.assay.repro.spool.Invocation.Recording;
import dev.assay.repro.spool.Secrets;
import dev.assay.repro.spool.Spool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Records a program that runs already and has asked for it with {@code assay.init()}; the program
 * itself notes what it does, its spool is there.
 */
public final class AttachedRun {
  private static final String REQUEST = "attach.json";
  private static final String ANSWER = "ready.json";

  private final Path folder;
  private final long pid;
  private final Path data;
  private final ServerLink link;
  private final Consumer<String> tell;

  /**
   * @param folder the spool
   * @param pid of the program
   */
  public AttachedRun(Path folder, long pid, Path data, ServerLink link, Consumer<String> tell) {
    this.folder = folder;
    this.pid = pid;
    this.data = data;
    this.link = link;
    this.tell = tell;
  }

  /** Follows the program to its end and delivers. */
  public CommandRun.Ended run() throws InterruptedException {
    Spool spool =
        Spool.take(folder)
            .orElseThrow(
                () -> Failure.conflict(folder + " is no spool, or another process records it"));
    try (spool) {
      Files.createDirectories(spool.blobs());
      JsonNode request =
          spool.read(REQUEST).orElseThrow(() -> Failure.invalid(folder + " has no " + REQUEST));
      HookFiles files = HookFiles.layOut(data);
      Invocation invocation = invocation(spool, request);
      spool.write(Invocation.DOCUMENT, invocation);
      Interrupts interrupts = new Interrupts(tell);
      answer(spool, invocation.foreignTracking().isPresent());
      return new Following(spool, invocation, files, data, link, tell)
          .follow(new Attached(spool.folder(), pid), interrupts);
    } catch (IOException e) {
      throw Failure.unavailable(folder + " cannot be used: " + e.getMessage(), e);
    }
  }

  /** The program waits for this; a server that does not start must not hold it up. */
  private void answer(Spool spool, boolean logsElsewhere) {
    String address = link.address().toString();
    try {
      link.client();
    } catch (Failure e) {
      tell.accept(e.getMessage());
    }
    spool.write(
        ANSWER,
        logsElsewhere ? Map.of("link", address) : Map.of("trackingUri", address, "link", address));
  }

  private Invocation invocation(Spool spool, JsonNode request) {
    Map<String, String> environment = CallerEnvironment.variables();
    Secrets secrets = Secrets.of(environment);
    List<String> argv = request.path("argv").valueStream().map(JsonNode::asString).toList();
    Command command =
        new Command(
            secrets.maskArguments(argv),
            request.path("folder").asString(Path.of("").toAbsolutePath().toString()),
            "none",
            Variables.context(environment, secrets));
    return new Invocation(
        spool.id().value(),
        "attach",
        command,
        request.path("startedAt").asLong(System.currentTimeMillis()),
        Host.user(),
        Host.name(),
        Variables.record(environment, Set.of(), secrets),
        text(request, "project"),
        text(request, "name"),
        Map.of(),
        Optional.empty(),
        link.address().toString(),
        CommandEnvironment.foreignTracking(environment, link.address()).map(secrets::mask),
        Recording.PLAIN);
  }

  private static Optional<String> text(JsonNode request, String name) {
    return Optional.ofNullable(request.path(name).stringValue(null));
  }

  /** The program, seen from outside: its supervisor writes down the end. */
  private record Attached(Path folder, long pid) implements Running {
    private static final long OUTCOME_WAIT_MILLIS = 5_000;
    private static final long LOOK_MILLIS = 50;

    @Override
    public boolean awaitEnd(long millis) throws InterruptedException {
      if (hasOutcome()) {
        return true;
      }
      Thread.sleep(Math.min(millis, LOOK_MILLIS * 5));
      if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()) {
        return hasOutcome();
      }
      long until = System.currentTimeMillis() + OUTCOME_WAIT_MILLIS;
      while (!hasOutcome() && System.currentTimeMillis() < until) {
        Thread.sleep(LOOK_MILLIS);
      }
      return true;
    }

    @Override
    public int exitCode() {
      return 0;
    }

    @Override
    public boolean isRecording() {
      return true;
    }

    private boolean hasOutcome() {
      return Files.exists(folder.resolve("outcome.json"));
    }
  }
}
