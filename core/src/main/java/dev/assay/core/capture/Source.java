package dev.assay.core.capture;

import dev.assay.core.Digest;
import java.util.List;
import java.util.Optional;

/**
 * The snapshot of the source as it was.
 *
 * @param root the folder the paths of the snapshot start from
 * @param folder the working folder of the command, below the root; empty for the root itself
 * @param git absent when the source is not under git
 * @param manifest the blob that lists every file
 * @param packs the blobs that hold the files' bytes
 * @param leftOut what belongs to the source and is not in the snapshot
 */
public record Source(
    String root,
    String folder,
    Optional<Git> git,
    Digest manifest,
    List<Digest> packs,
    long files,
    long bytes,
    List<LeftOut> leftOut) {
  public Source {
    packs = List.copyOf(packs);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * What git says of the tree.
   *
   * @param commit absent before the first
   * @param branch absent when none is checked out
   * @param remote without credentials
   * @param isDirty whether tracked files differ from the commit, staged or not
   * @param isPushed whether a remote's branch, as far as known, holds the commit
   * @param patch the blob that turns the commit's tracked files into what they were; absent when
   *     they are as committed
   */
  public record Git(
      Optional<String> commit,
      Optional<String> branch,
      Optional<String> remote,
      Optional<String> author,
      boolean isDirty,
      boolean isPushed,
      Optional<Digest> patch) {}

  /** A file that was not taken, and why. */
  public record LeftOut(String path, long bytes, String reason) {}
}
