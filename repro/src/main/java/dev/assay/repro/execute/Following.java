package dev.assay.repro.execute;

import dev.assay.client.AssayException;
import dev.assay.core.Failure;
import dev.assay.core.capture.Capture;
import dev.assay.repro.deliver.Completed;
import dev.assay.repro.deliver.ServerLink;
import dev.assay.repro.deliver.SpoolBlobs;
import dev.assay.repro.execute.CommandRun.Ended;
import dev.assay.repro.spool.Assembly;
import dev.assay.repro.spool.HookReader;
import dev.assay.repro.spool.Invocation;
import dev.assay.repro.spool.Logged;
import dev.assay.repro.spool.Notes;
import dev.assay.repro.spool.Pieces;
import dev.assay.repro.spool.Secrets;
import dev.assay.repro.spool.Spool;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Follows a command to its end, records what it depends on, and delivers. Used once. */
final class Following {
  private static final long FIRST_TURN_MILLIS = 40;
  private static final long TURN_MILLIS = 250;
  private static final int FIRST_TURNS = 25;
  private static final String OUTCOME = "outcome.json";

  private final Spool spool;
  private final Invocation invocation;
  private final ServerLink link;
  private final Consumer<String> tell;
  private final Notes notes = new Notes();
  private final HookReader hook;
  private final Recorder recorder;
  private final Courier courier;
  private int known;

  Following(
      Spool spool,
      Invocation invocation,
      HookFiles files,
      Path data,
      ServerLink link,
      Consumer<String> tell) {
    this.spool = spool;
    this.invocation = invocation;
    this.link = link;
    this.tell = tell;
    this.hook = new HookReader(spool.hook(), notes, Secrets.shapes());
    SpoolBlobs blobs = new SpoolBlobs(spool.blobs(), link);
    this.recorder = new Recorder(invocation, data, spool, files, blobs, notes);
    this.courier = new Courier(spool, invocation, link);
  }

  Ended follow(Running command, Interrupts interrupts) throws InterruptedException {
    recorder.start();
    courier.start();
    for (int turn = 0;
        !command.awaitEnd(turn < FIRST_TURNS ? FIRST_TURN_MILLIS : TURN_MILLIS);
        turn++) {
      turn();
    }
    int exitCode = command.exitCode();
    interrupts.ended(exitCode);
    if (!command.isRecording()) {
      noteOutcome(exitCode);
    }
    return finish(exitCode);
  }

  private Ended finish(int exitCode) throws InterruptedException {
    try {
      turn();
      Tracing.read(spool, notes);
      Pieces pieces = recorder.finish(invocation.recording().outputs());
      keep(pieces);
      courier.stop();
      return deliver(pieces, exitCode);
    } catch (RuntimeException e) { // a defect of ours is not the command's
      tell.accept("the recording failed (" + e + "); it is kept in " + spool.folder());
      return new Ended(spool.id(), exitCode, Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  private void turn() {
    try {
      hook.read();
      if (notes.modules().containsKey("mlflow")) {
        courier.expectRun();
      }
      recorder.advance();
      if (recorder.known() > known) {
        known = recorder.known();
        keep(recorder.soFar());
      }
    } catch (RuntimeException e) { // a defect of ours is not the command's
      notes.error(String.valueOf(e.getMessage()));
    }
  }

  /** A full disk ends the keeping, not the command. */
  private void keep(Pieces pieces) {
    try {
      spool.write(Pieces.DOCUMENT, pieces);
    } catch (Failure e) {
      notes.error(e.getMessage());
    }
  }

  private void noteOutcome(int exitCode) {
    try {
      spool.write(
          OUTCOME,
          Map.of(
              "exitCode", exitCode,
              "startedAt", invocation.startedAtMillis(),
              "endedAt", System.currentTimeMillis()));
    } catch (Failure e) {
      notes.error(e.getMessage());
    }
  }

  private Ended deliver(Pieces pieces, int exitCode) {
    Optional<JsonNode> outcome = spool.read(OUTCOME);
    try {
      var client = link.client();
      Completed completed =
          Completed.deliver(
              courier.delivery(client),
              courier.runs(client),
              (bytes, logged) ->
                  new Assembly(invocation, pieces, notes, outcome, bytes).capture(logged));
      spool.delete();
      return new Ended(
          spool.id(),
          exitCode,
          Optional.of(completed.run()),
          Optional.of(completed.project()),
          Optional.of(completed.capture()));
    } catch (AssayException | Failure e) {
      tell.accept(e.getMessage());
      tell.accept(
          "the recording is kept in " + spool.folder() + "; the next assay command delivers it");
      Capture capture = new Assembly(invocation, pieces, notes, outcome, 0).capture(Logged.UNKNOWN);
      return new Ended(
          spool.id(), exitCode, Optional.empty(), Optional.empty(), Optional.of(capture));
    }
  }
}
