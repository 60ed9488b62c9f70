package dev.assay.core.capture;

/**
 * A part of the console of an execution: what its processes wrote, as JSON lines.
 *
 * @param bytes the part; never changed after it is made
 * @param sizeBytes how long the whole console is
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; copying each part would cost time
public record Console(byte[] bytes, long sizeBytes) {
  /** Longest console of one execution. */
  public static final long SIZE_BYTES_MAX = 4L * 1024 * 1024 * 1024;
}
