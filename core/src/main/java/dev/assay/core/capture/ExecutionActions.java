package dev.assay.core.capture;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.Transactions;
import dev.assay.core.account.Actor;
import dev.assay.core.artifact.BlobRef;
import dev.assay.core.artifact.Blobs;
import dev.assay.core.ledger.Action;
import dev.assay.core.ledger.Journal;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What an actor can do to executions. Each method is one transaction with its ledger entries: one
 * for each kind of change it made, none when it changed nothing. The console gets no entries of its
 * own: what the execution depended on and how it ended is committed to by its capture. Thread-safe.
 */
public final class ExecutionActions {
  /** How many missing blobs a refusal names. */
  private static final int MISSING_NAMED_MAX = 10;

  private final Transactions transactions;
  private final Executions executions;
  private final Blobs blobs;
  private final Journal journal;

  public ExecutionActions(
      Transactions transactions, Executions executions, Blobs blobs, Journal journal) {
    this.transactions = transactions;
    this.executions = executions;
    this.blobs = blobs;
    this.journal = journal;
  }

  /**
   * Stores bytes that an execution will refer to; they are kept for a while without that.
   *
   * @throws Failure INVALID when their digest is another
   */
  public BlobRef putBlob(Digest expected, InputStream content) {
    BlobRef stored = blobs.put(content);
    if (!stored.digest().equals(expected)) {
      throw Failure.invalid(
          "the content has the digest " + stored.digest() + ", not " + expected + " as announced");
    }
    return stored;
  }

  /**
   * Tells of an execution: that it started, what it depended on, how it ended. What was told before
   * and is absent now stays.
   *
   * @throws Failure CONFLICT naming the blobs it refers to that are not stored
   */
  public Execution put(Actor actor, Execution told) {
    requireBlobs(told);
    return transactions.transact(
        () -> {
          Optional<Execution> before = executions.find(told.id());
          Execution after = before.map(told::after).orElse(told).inMillis();
          if (before.filter(after::equals).isEmpty()) {
            executions.put(after);
            append(actor, before, after);
          }
          return after;
        });
  }

  /** Adds to the console; see {@link Executions#appendConsole}. */
  public long appendConsole(ExecutionId id, long offset, byte[] bytes) {
    return executions.appendConsole(id, offset, bytes);
  }

  /** Notes a verdict on the execution; one that is noted already stays as it is. */
  public VerdictDocument addVerdict(Actor actor, ExecutionId id, byte[] document) {
    requireExecution(id);
    Digest digest = blobs.put(new ByteArrayInputStream(document)).digest();
    return transactions.transact(
        () -> {
          if (executions.addVerdict(id, digest, journal.now())) {
            journal.append(
                actor, Action.VERDICT_ADDED, subject(id), Map.of("document", digest.hex()));
          }
          return executions.verdicts(id).stream()
              .filter(noted -> noted.digest().equals(digest))
              .findFirst()
              .orElseThrow();
        });
  }

  /** Removes the execution with its console and verdicts, for good. */
  public void remove(Actor actor, ExecutionId id) {
    transactions.transact(
        () -> {
          if (!executions.remove(id)) {
            throw missing(id);
          }
          journal.append(actor, Action.EXECUTION_REMOVED, subject(id), Map.of());
        });
  }

  /** The failure that says that there is no such execution. */
  public static Failure missing(ExecutionId id) {
    return Failure.notFound("there is no execution with id " + id);
  }

  private void requireExecution(ExecutionId id) {
    if (executions.find(id).isEmpty()) {
      throw missing(id);
    }
  }

  /** Renews them, too, so that none is swept before the execution refers to it. */
  private void requireBlobs(Execution execution) {
    List<String> missing =
        Stream.concat(execution.capture().stream(), execution.blobs().stream())
            .filter(digest -> blobs.renew(digest).isEmpty())
            .limit(MISSING_NAMED_MAX)
            .map(Digest::hex)
            .toList();
    if (!missing.isEmpty()) {
      throw Failure.conflict(
          "the execution refers to content that is not stored; put it first: "
              + String.join(", ", missing));
    }
  }

  private void append(Actor actor, Optional<Execution> before, Execution after) {
    boolean hasEnded = after.endedAt().isPresent();
    boolean hadEnded = before.flatMap(Execution::endedAt).isPresent();
    if (before.isEmpty()) {
      journal.append(actor, Action.EXECUTION_STARTED, subject(after.id()), details(after));
    }
    if (hasEnded && !hadEnded) {
      journal.append(actor, Action.EXECUTION_ENDED, subject(after.id()), details(after));
    } else if (before.isPresent()) {
      journal.append(actor, Action.EXECUTION_UPDATED, subject(after.id()), details(after));
    }
  }

  private static Map<String, String> details(Execution execution) {
    Map<String, String> details = new TreeMap<>();
    details.put("command", Digest.of(execution.command()).hex());
    execution.exit().ifPresent(exit -> details.put("exit", exit));
    execution.rerunOf().ifPresent(original -> details.put("rerunOf", original.value()));
    execution.capture().ifPresent(digest -> details.put("capture", digest.hex()));
    return details;
  }

  private static String subject(ExecutionId id) {
    return "execution/" + id;
  }
}
