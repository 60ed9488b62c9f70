package dev.assay.repro.verdict;

import java.util.List;
import java.util.Optional;

/**
 * All that one execution left, as it is compared.
 *
 * @param run its main run
 * @param failure why there is no result to compare; absent when the command ended well
 * @param runs in the order they started
 * @param written files it left in its folder and did not log as artifacts
 * @param roots folders whose place says nothing: where the source lay, temporary folders
 */
public record Recording(
    String execution,
    String run,
    Optional<String> failure,
    List<RecordedRun> runs,
    List<RecordedFile> written,
    List<ConsoleLine> console,
    List<String> roots) {
  public Recording {
    runs = List.copyOf(runs);
    written = List.copyOf(written);
    console = List.copyOf(console);
    roots = List.copyOf(roots);
  }

  /** A line the command printed; {@code stream} is {@code out} or {@code err}. */
  public record ConsoleLine(String stream, String text) {}

  /** The run of another recording that answers one of this; absent when none does. */
  public Optional<String> counterpart(String id, Recording other) {
    return RunPairs.of(runs, other.runs()).pairs().stream()
        .filter(pair -> pair.original().id().equals(id))
        .map(pair -> pair.rerun().id())
        .findFirst();
  }

  /** Whether there is anything but the console to tell two results apart. */
  boolean hasResults() {
    return !written.isEmpty()
        || runs.stream().anyMatch(run -> !run.metrics().isEmpty() || !run.files().isEmpty());
  }
}
