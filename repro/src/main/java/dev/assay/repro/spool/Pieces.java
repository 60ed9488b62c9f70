package dev.assay.repro.spool;

import dev.assay.core.capture.DataFile;
import dev.assay.core.capture.Environment;
import dev.assay.core.capture.Finding;
import dev.assay.core.capture.Hardware;
import dev.assay.core.capture.Outcome;
import dev.assay.core.capture.Source;
import java.util.List;
import java.util.Optional;

/**
 * The parts of a capture that were found out about the machine and its disk. They lie in the spool
 * as they become known, because nobody could find them out later.
 *
 * @param data absent until the command has ended
 * @param problems why a part could not be captured, for people
 */
public record Pieces(
    Optional<Source> source,
    Optional<Environment> environment,
    Optional<Hardware> hardware,
    Optional<List<DataFile>> data,
    List<Outcome.Output> written,
    List<Finding> findings,
    List<Problem> problems) {
  public static final Pieces NONE =
      new Pieces(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          List.of());

  /** Name of the document in the spool. */
  public static final String DOCUMENT = "pieces.json";

  public Pieces {
    data = data.map(List::copyOf);
    written = List.copyOf(written);
    findings = List.copyOf(findings);
    problems = List.copyOf(problems);
  }

  /**
   * A part that could not be captured, or not in whole.
   *
   * @param part {@code source}, {@code environment}, {@code data}, {@code hardware}, {@code
   *     outputs}
   */
  public record Problem(String part, String message) {}

  List<String> problems(String part) {
    return problems.stream()
        .filter(problem -> problem.part().equals(part))
        .map(Problem::message)
        .toList();
  }
}
