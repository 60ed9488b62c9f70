package dev.assay.core.capture;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.query.Page;
import dev.assay.core.query.PageRequest;
import dev.assay.core.run.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps executions, their console and the verdicts on them. Every method is atomic; times are kept
 * to the millisecond.
 */
public interface Executions {
  /** Stores the execution, in place of an earlier state of it. */
  void put(Execution execution);

  Optional<Execution> find(ExecutionId id);

  /** All executions, newest first; those that started together by id. */
  Page<Execution> list(PageRequest page);

  /** The executions that repeat this one, oldest first; those that started together by id. */
  List<Execution> rerunsOf(ExecutionId id);

  /**
   * The runs that carry the id in the tag {@link ExecutionId#RUN_TAG}, whatever their project,
   * oldest first, those that started together by id; deleted ones are left out. The execution
   * itself need not exist.
   */
  List<RunId> runs(ExecutionId id, int limit);

  /**
   * Adds to the console. Bytes that are there already (a repeated request) are passed over.
   *
   * @param offset where in the console the bytes belong
   * @return how long the console is then
   * @throws Failure NOT_FOUND when the execution does not exist, CONFLICT when there would be a gap
   *     before {@code offset}, LIMIT when it would become longer than {@link
   *     Console#SIZE_BYTES_MAX}; nothing is added then
   */
  long appendConsole(ExecutionId id, long offset, byte[] bytes);

  /**
   * A part of the console, at most {@code limit} bytes; nothing beyond its end.
   *
   * @throws Failure NOT_FOUND when the execution does not exist
   */
  Console console(ExecutionId id, long offset, int limit);

  /**
   * Notes a verdict on the execution; false when that very document is noted already.
   *
   * @throws Failure NOT_FOUND when the execution does not exist
   */
  boolean addVerdict(ExecutionId id, Digest document, Instant at);

  /** The verdicts on the execution, in the order they came. */
  List<VerdictDocument> verdicts(ExecutionId id);

  /**
   * Removes the execution with its console and the verdicts on it, for good; false when there is
   * none. Runs and reruns that name it stay.
   */
  boolean remove(ExecutionId id);

  /** Whether any execution, as its capture or in its list of blobs, or any verdict is this blob. */
  boolean refersTo(Digest digest);
}
