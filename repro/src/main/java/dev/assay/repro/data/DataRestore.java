package dev.assay.repro.data;

import dev.assay.core.Failure;
import dev.assay.core.capture.DataFile;
import dev.assay.core.capture.Source;
import dev.assay.repro.blob.BlobStore;
import dev.assay.repro.files.StatCache;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Brings the data of a capture back for a rerun: from the store, or from where it was when it is
 * still the same there. A file that is not the same is never used and never overwritten.
 * Thread-safe.
 */
public final class DataRestore {
  private final BlobStore blobs;
  private final DataDigests digests;

  public DataRestore(BlobStore blobs, StatCache cache) {
    this.blobs = blobs;
    this.digests = new DataDigests(cache);
  }

  /**
   * Where each file will come from; changes nothing.
   *
   * @param argv of the command: a file named there may lie anywhere, its name is replaced
   * @param folder where the source is, or will be, restored
   */
  public Plan plan(List<DataFile> data, Source source, List<String> argv, Path folder) {
    DataPlanning planning = new DataPlanning(blobs, digests, source, argv, folder);
    data.forEach(planning::add);
    return planning.plan();
  }

  /**
   * Does what the plan says, into the restored source.
   *
   * @return what to replace in the command: the argument as it was, and as it has to be
   * @throws Failure CONFLICT naming every file that is missing or differs, CORRUPT or UNAVAILABLE
   *     when a file cannot be brought back; then nothing was restored
   */
  public Map<String, String> restore(Plan plan) {
    List<Step.Missing> missing = plan.missing();
    if (!missing.isEmpty()) {
      throw Failure.conflict(
          missing.stream().map(Step.Missing::why).collect(Collectors.joining("\n")));
    }
    try (DataPlacement placement = new DataPlacement(blobs)) {
      plan.steps().forEach(placement::place);
      placement.keep();
    }
    return plan.arguments();
  }

  /**
   * One step for each file.
   *
   * @param arguments of the command that have to be replaced
   */
  public record Plan(List<Step> steps, Map<String, String> arguments) {
    public Plan {
      steps = List.copyOf(steps);
      arguments = Map.copyOf(arguments);
    }

    public List<Step.Missing> missing() {
      return steps.stream()
          .filter(Step.Missing.class::isInstance)
          .map(Step.Missing.class::cast)
          .toList();
    }
  }

  /** Where a file comes from. */
  public sealed interface Step {
    DataFile file();

    /** The source snapshot has it. */
    record InSource(DataFile file) implements Step {}

    /** It is still where it was, unchanged, and is read there. */
    record InPlace(DataFile file) implements Step {}

    /** It is unchanged where it was; the restored source needs it at the same place below. */
    record FromOriginal(DataFile file, Path from, Path to) implements Step {}

    /** The store has it. */
    record FromStore(DataFile file, Path to) implements Step {}

    /** Nobody can tell whether it is the same: it has no digest. */
    record Unchecked(DataFile file, String why) implements Step {}

    /** It cannot be had; {@code why} names the file, what is expected and what is there. */
    record Missing(DataFile file, String why) implements Step {}
  }
}
