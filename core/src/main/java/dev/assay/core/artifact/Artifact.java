package dev.assay.core.artifact;

import java.time.Instant;

/**
 * One version of a named file. Putting a file under the same name makes the next version; earlier
 * ones stay readable.
 *
 * @param version counts from 1 under each name
 */
public record Artifact(
    ArtifactOwner owner, ArtifactPath path, int version, BlobRef blob, Instant createdAt) {}
