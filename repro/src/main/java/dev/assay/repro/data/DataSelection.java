package dev.assay.repro.data;

import dev.assay.core.capture.Finding;
import dev.assay.repro.environment.EnvironmentPaths;
import dev.assay.repro.source.TakenSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells which of the files a program opened are data. */
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class DataSelection {
  /**
   * @param source absent when no source could be captured
   * @param own folders of Assay itself: its data, its hook
   */
  public DataSelection(Optional<TakenSource> source, EnvironmentPaths environment, Set<Path> own) {}

  /** The uses in the order they happened. */
  public Selected select(List<FileUse> uses) {
    throw new UnsupportedOperationException("not built yet");
  }

  /**
   * The files by what they are.
   *
   * @param data neither source nor environment, and not made by the program itself
   * @param inSource read by the program, not as code, and in the source snapshot
   * @param changed read, and written by the program afterwards: what was read is not there any more
   * @param gone read, and not there any more
   * @param written by the program and there at the end
   * @param findings {@code left-out-file-read}
   */
  public record Selected(
      List<Path> data,
      List<Path> inSource,
      List<Path> changed,
      List<Path> gone,
      List<Path> written,
      List<Finding> findings) {
    public Selected {
      data = List.copyOf(data);
      inSource = List.copyOf(inSource);
      changed = List.copyOf(changed);
      gone = List.copyOf(gone);
      written = List.copyOf(written);
      findings = List.copyOf(findings);
    }
  }
}
