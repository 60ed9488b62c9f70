package dev.assay.repro.rerun;

import dev.assay.repro.deliver.ServerLink;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Where reruns take place.
 *
 * @param data the folder with caches and environments
 * @param folder below which each rerun gets a folder of its own
 * @param keepsFolders whether those folders stay after a rerun
 * @param tell is told what a person should know, in single lines
 */
public record Site(
    Path data, Path folder, boolean keepsFolders, ServerLink link, Consumer<String> tell) {

  /** Beside the data folder: nothing below that one is taken for source. */
  public static Path usualFolder(Path data) {
    Path whole = data.toAbsolutePath().normalize();
    return whole.resolveSibling(whole.getFileName() + "-reruns");
  }
}
