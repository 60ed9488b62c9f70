package dev.assay.repro.rerun;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Makes a restored folder the top of a git tree of its own, so that what is recorded of the rerun
 * starts there and not at a tree that happens to lie around it. Without git nothing is done.
 */
final class GitFolder {
  private static final long WAIT_SECONDS = 10;

  private GitFolder() {}

  static void begin(Path folder) {
    try {
      Process git =
          new ProcessBuilder("git", "-C", folder.toString(), "init", "--quiet", "--template=")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      git.waitFor(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (IOException e) {
      return; // no git: then there is no tree around it either that anybody would look at
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
