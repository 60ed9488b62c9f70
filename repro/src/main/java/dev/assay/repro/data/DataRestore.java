package dev.assay.repro.data;

import dev.assay.core.capture.DataFile;
import dev.assay.core.capture.Source;
import dev.assay.repro.blob.BlobStore;
import dev.assay.repro.files.StatCache;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Brings the data of a capture back for a rerun. Thread-safe. */
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class DataRestore {
  public DataRestore(BlobStore blobs, StatCache cache) {}

  /**
   * Where each file will come from; changes nothing.
   *
   * @param argv of the command: a file named there may lie anywhere, its name is replaced
   * @param folder where the source is, or will be, restored
   */
  public Plan plan(List<DataFile> data, Source source, List<String> argv, Path folder) {
    throw new UnsupportedOperationException("not built yet");
  }

  /**
   * Does what the plan says, into the restored source.
   *
   * @return what to replace in the command: the original path, and where the file is now
   * @throws dev.assay.core.Failure CONFLICT naming every file that is missing or differs; then
   *     nothing was restored
   */
  public Map<String, String> restore(Plan plan) {
    throw new UnsupportedOperationException("not built yet");
  }

  /** One step for each file. */
  public record Plan(List<Step> steps) {
    public Plan {
      steps = List.copyOf(steps);
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
    record FromOriginal(DataFile file, Path to) implements Step {}

    /** The store has it. */
    record FromStore(DataFile file, Path to) implements Step {}

    /** Nobody can tell whether it is the same: it has no digest. */
    record Unchecked(DataFile file, String why) implements Step {}

    /** It cannot be had; {@code why} names the file, what is expected and what is there. */
    record Missing(DataFile file, String why) implements Step {}
  }
}
