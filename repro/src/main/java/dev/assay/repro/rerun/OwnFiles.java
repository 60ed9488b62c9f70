package dev.assay.repro.rerun;

import dev.assay.core.capture.Capture;
import dev.assay.core.capture.DataFile;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Files a program read that a rerun does not need: settings that every machine has for its tools,
 * and what was only looked for.
 */
public final class OwnFiles {
  private static final Pattern TOOLS =
      Pattern.compile(
          ".*/(?:\\.config|\\.gitconfig|\\.netrc|\\.git|\\.mlflow|\\.cache/(?:matplotlib|pip|fontconfig))(?:/.*)?"
              + "|/etc/.*");

  private OwnFiles() {}

  /** The data that decides the result. */
  public static List<DataFile> without(Capture capture) {
    return capture.data().stream()
        .filter(file -> !TOOLS.matcher(file.path()).matches())
        .filter(file -> file.sha256().isPresent() || file.etag().isPresent() || file.isKept())
        .toList();
  }
}
