package dev.assay.repro.deliver;

import dev.assay.client.AssayClient;
import dev.assay.client.ExecutionFacts;
import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.capture.Capture;
import dev.assay.core.capture.Environment;
import dev.assay.core.capture.Execution;
import dev.assay.core.capture.Outcome;
import dev.assay.core.capture.Source;
import dev.assay.repro.data.DataCapture;
import dev.assay.repro.document.CaptureJson;
import dev.assay.repro.spool.ConsoleLog;
import dev.assay.repro.spool.Invocation;
import dev.assay.repro.spool.Remedies;
import dev.assay.repro.spool.Spool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Brings one execution to a server. Every step may be repeated, also by another process: the server
 * keeps each thing once. Not thread-safe.
 */
public final class Delivery {
  private final AssayClient client;
  private final Spool spool;
  private final Invocation invocation;
  private final ConsoleLog console;
  private long consoleOffset;
  private byte[] unsent = {};

  public Delivery(AssayClient client, Spool spool, Invocation invocation) {
    this.client = client;
    this.spool = spool;
    this.invocation = invocation;
    this.console = new ConsoleLog(spool.console());
  }

  /** Tells that the execution runs. */
  public void start() {
    client.executions().put(record(Optional.empty()));
  }

  /** Sends the whole lines of the console that are new; what fails is sent first the next time. */
  public void console() {
    while (true) {
      if (unsent.length == 0) {
        unsent = console.next();
      }
      if (unsent.length == 0) {
        return;
      }
      sendConsole();
    }
  }

  /** Sends the rest of the console; called once nothing is written any more. */
  public void endConsole() {
    console();
    unsent = console.end();
    if (unsent.length > 0) {
      sendConsole();
    }
  }

  /** How many bytes the processes have written, as far as sent. */
  public long consoleBytes() {
    return console.consoleBytes();
  }

  /** Sends what the capture refers to, then the capture itself, then how it ended. */
  public void capture(Capture capture) {
    spooledBlobs().forEach(file -> put(new Digest(String.valueOf(file.getFileName())), file));
    byte[] document = CaptureJson.write(capture);
    Digest digest = Digest.of(document);
    client.blobs().put(digest.hex(), document);
    client.executions().put(record(Optional.of(capture)));
  }

  /** How it ended in a word: an exit code, a signal, or that nobody knows. */
  static String exit(Outcome outcome) {
    return outcome
        .signal()
        .orElseGet(
            () ->
                outcome.exitCode().isPresent()
                    ? Integer.toString(outcome.exitCode().getAsInt())
                    : "unknown");
  }

  private void sendConsole() {
    client.executions().appendConsole(invocation.id(), consoleOffset, unsent, 0, unsent.length);
    consoleOffset += unsent.length;
    unsent = new byte[0];
  }

  private void put(Digest digest, Path file) {
    new ServerBlobs(client).put(digest, file);
  }

  private List<Path> spooledBlobs() {
    try (Stream<Path> files = Files.list(spool.blobs())) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).matches("[0-9a-f]{64}"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw Failure.unavailable("the spool cannot be read: " + e.getMessage(), e);
    }
  }

  private static Set<Digest> references(Capture capture) {
    Set<Digest> blobs = new LinkedHashSet<>();
    capture.source().ifPresent(source -> add(blobs, source));
    capture.data().stream()
        .filter(file -> file.isKept() && !file.note().equals(Optional.of(DataCapture.IN_SOURCE)))
        .flatMap(file -> file.sha256().stream())
        .forEach(blobs::add);
    capture.environment().map(Environment::distributions).orElse(List.of()).stream()
        .flatMap(distribution -> distribution.kept().stream())
        .forEach(blobs::add);
    capture.outcome().written().stream()
        .filter(Outcome.Output::isKept)
        .flatMap(file -> file.sha256().stream())
        .forEach(blobs::add);
    return blobs;
  }

  private static void add(Set<Digest> blobs, Source source) {
    blobs.add(source.manifest());
    blobs.addAll(source.packs());
    source.git().flatMap(Source.Git::patch).ifPresent(blobs::add);
  }

  private ExecutionFacts record(Optional<Capture> capture) {
    Optional<Outcome> outcome = capture.map(Capture::outcome);
    return new ExecutionFacts(
        invocation.id(),
        commandLine(invocation),
        invocation.user(),
        invocation.host(),
        Instant.ofEpochMilli(invocation.startedAtMillis()),
        outcome.map(end -> Instant.ofEpochMilli(end.endedAtMillis())),
        outcome.map(Delivery::exit),
        invocation.rerunOf(),
        capture.map(whole -> Digest.of(CaptureJson.write(whole)).hex()),
        capture.map(Delivery::references).orElse(Set.of()).stream().map(Digest::hex).toList());
  }

  private static String commandLine(Invocation invocation) {
    String line = Remedies.shell(invocation.command().argv());
    int max = Execution.COMMAND_LENGTH_MAX;
    return line.length() <= max ? line : line.substring(0, max);
  }
}
