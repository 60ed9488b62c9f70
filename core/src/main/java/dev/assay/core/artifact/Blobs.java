package dev.assay.core.artifact;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Keeps bytes under their SHA-256. Equal content is stored once. Every method is safe for use by
 * many threads.
 */
public interface Blobs {
  /**
   * Reads the stream to its end, which the caller closes, and stores what it held; durable on
   * return. A reader sees the whole content or nothing, whatever fails.
   *
   * @throws Failure UNAVAILABLE when it cannot be stored (disk full); nothing is left of it then
   * @throws java.io.UncheckedIOException when the stream itself fails; nothing is left of it then
   */
  BlobRef put(InputStream content);

  /**
   * Opens {@code length} bytes from {@code offset} on. Reading a whole blob checks its digest
   * before the last byte is given out, and fails CORRUPT, naming the digest, when the stored bytes
   * are not those that were put.
   *
   * @throws Failure NOT_FOUND when there is no such blob, INVALID when the range lies outside it
   */
  InputStream open(Digest digest, long offset, long length);

  /** The size in bytes; empty when there is no such blob. */
  OptionalLong size(Digest digest);

  /** Like {@link #size}, and the blob counts as put now, as if its content had been put again. */
  OptionalLong renew(Digest digest);

  /** Removes the blob when it was last put before that time; false when there is none such. */
  boolean delete(Digest digest, Instant putBefore);

  /** All blobs, in no order, with the time they were last put; the caller closes the stream. */
  Stream<Stored> list();

  /** Why nothing can be stored now, in words for the operator; empty while all is well. */
  Optional<String> trouble();

  /** A blob in a listing. */
  record Stored(Digest digest, long sizeBytes, Instant putAt) {}
}
