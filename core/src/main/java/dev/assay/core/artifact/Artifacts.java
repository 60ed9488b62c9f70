package dev.assay.core.artifact;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps which names stand for which bytes. Every method is atomic. Names compare by code point. */
public interface Artifacts {
  /**
   * Gives the bytes a name, as its next version. The same bytes as the newest version again change
   * nothing.
   *
   * @throws Failure NOT_FOUND when the owner does not exist, CONFLICT when the path is a folder
   *     (the root always is) or lies below a file
   */
  Artifact put(ArtifactOwner owner, ArtifactPath path, BlobRef blob, Instant at);

  /** The newest version under the name; empty when there is none or it was removed. */
  Optional<Artifact> find(ArtifactOwner owner, ArtifactPath path);

  /** All versions under the name, newest first, removed ones included. */
  List<Artifact> versions(ArtifactOwner owner, ArtifactPath path);

  /** The children of a folder by name; an unknown folder, or a file, has none. */
  List<Listing> list(ArtifactOwner owner, ArtifactPath folder);

  /** Every file at or below the path in its newest version, by the text of the path. */
  List<Artifact> tree(ArtifactOwner owner, ArtifactPath path);

  /**
   * Hides every file at or below the path; the versions stay until a purge.
   *
   * @return how many files were hidden
   */
  int remove(ArtifactOwner owner, ArtifactPath path, Instant at);

  /** Whether any version of any owner, removed or not, refers to these bytes. */
  boolean refersTo(Digest digest);
}
