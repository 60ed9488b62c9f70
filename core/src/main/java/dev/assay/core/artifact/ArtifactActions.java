package dev.assay.core.artifact;

import dev.assay.core.Failure;
import dev.assay.core.Transactions;
import dev.assay.core.account.Actor;
import dev.assay.core.ledger.Action;
import dev.assay.core.ledger.Journal;
import java.io.InputStream;
import java.util.Map;

/**
 * What an actor can do to artifacts. Bytes are durable before a name points to them. Thread-safe.
 */
public final class ArtifactActions {
  private final Transactions transactions;
  private final Artifacts artifacts;
  private final Blobs blobs;
  private final Journal journal;

  public ArtifactActions(
      Transactions transactions, Artifacts artifacts, Blobs blobs, Journal journal) {
    this.transactions = transactions;
    this.artifacts = artifacts;
    this.blobs = blobs;
    this.journal = journal;
  }

  /** Stores the content under the name, as its next version; visible only whole. */
  public Artifact put(Actor actor, ArtifactOwner owner, ArtifactPath path, InputStream content) {
    if (path.isRoot()) {
      throw Failure.invalid("Invalid path: a file needs a name");
    }
    BlobRef blob = blobs.put(content);
    return transactions.transact(
        () -> {
          int versionBefore = artifacts.find(owner, path).map(Artifact::version).orElse(0);
          Artifact artifact = artifacts.put(owner, path, blob, journal.now());
          if (artifact.version() != versionBefore) {
            journal.append(actor, Action.ARTIFACT_PUT, subject(owner, path), details(artifact));
          }
          return artifact;
        });
  }

  /** Opens a part of a stored version. */
  public InputStream open(Artifact artifact, long offset, long length) {
    return blobs.open(artifact.blob().digest(), offset, length);
  }

  /**
   * Hides the files at or below the path; their versions stay until a purge. Gives how many there
   * were.
   */
  public int remove(Actor actor, ArtifactOwner owner, ArtifactPath path) {
    return transactions.transact(
        () -> {
          int removed = artifacts.remove(owner, path, journal.now());
          if (removed > 0) {
            journal.append(
                actor,
                Action.ARTIFACTS_REMOVED,
                subject(owner, path),
                Map.of("files", Integer.toString(removed)));
          }
          return removed;
        });
  }

  private static Map<String, String> details(Artifact artifact) {
    return Map.of(
        "digest", artifact.blob().digest().hex(),
        "bytes", Long.toString(artifact.blob().sizeBytes()),
        "version", Integer.toString(artifact.version()));
  }

  private static String subject(ArtifactOwner owner, ArtifactPath path) {
    String whose =
        switch (owner) {
          case ArtifactOwner.OfRun(var run) -> "run/" + run;
          case ArtifactOwner.OfModel(var model) -> "logged-model/" + model;
          case ArtifactOwner.OfProject(var project) -> "project/" + project;
        };
    return whose + "/artifact/" + path;
  }
}
