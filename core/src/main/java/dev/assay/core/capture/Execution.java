package dev.assay.core.capture;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One invocation of a command. The runs made inside carry its id as a tag.
 *
 * @param command the command line, for people to read; the capture has it argument by argument
 * @param user who ran it, as their machine says; may be empty
 * @param host where it ran; may be empty
 * @param exit how it ended: {@code 0}, {@code 1}, {@code SIGKILL}; absent while it runs
 * @param rerunOf the execution it repeats
 * @param capture the capture document: all the execution depended on, as JSON
 * @param blobs what the capture refers to, each once; kept as long as the execution
 */
public record Execution(
    ExecutionId id,
    String command,
    String user,
    String host,
    Instant startedAt,
    Optional<Instant> endedAt,
    Optional<String> exit,
    Optional<ExecutionId> rerunOf,
    Optional<Digest> capture,
    List<Digest> blobs) {
  /** Longest command line, in characters. */
  public static final int COMMAND_LENGTH_MAX = 100_000;

  /** Longest user, host and exit, in characters. */
  public static final int WORD_LENGTH_MAX = 256;

  /** Most blobs a capture refers to. */
  public static final int BLOBS_MAX = 100_000;

  public Execution {
    blobs = blobs.stream().distinct().toList();
    limit("command", command.length(), COMMAND_LENGTH_MAX);
    limit("user", user.length(), WORD_LENGTH_MAX);
    limit("host", host.length(), WORD_LENGTH_MAX);
    limit("exit", exit.map(String::length).orElse(0), WORD_LENGTH_MAX);
    limit("blobs", blobs.size(), BLOBS_MAX);
    if (rerunOf.filter(id::equals).isPresent()) {
      throw Failure.invalid("execution " + id + " cannot repeat itself");
    }
  }

  /**
   * This execution as it stands when it is told after {@code earlier}: its start stays, and so does
   * what is not known any more, so that a message that comes late takes nothing away.
   */
  Execution after(Execution earlier) {
    return new Execution(
        id,
        command,
        user,
        host,
        earlier.startedAt,
        endedAt.or(earlier::endedAt),
        exit.or(earlier::exit),
        rerunOf.or(earlier::rerunOf),
        capture.or(earlier::capture),
        capture.isPresent() ? blobs : earlier.blobs);
  }

  /** The same execution with times to the millisecond, which is as exact as they are kept. */
  public Execution inMillis() {
    return new Execution(
        id,
        command,
        user,
        host,
        Instant.ofEpochMilli(startedAt.toEpochMilli()),
        endedAt.map(at -> Instant.ofEpochMilli(at.toEpochMilli())),
        exit,
        rerunOf,
        capture,
        blobs);
  }

  private static void limit(String name, int size, int max) {
    if (size > max) {
      throw Failure.invalid(
          "'" + name + "' of an execution is longer than " + max + ": it is " + size);
    }
  }
}
