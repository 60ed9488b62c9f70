package dev.assay.web;

/**
 * The most bytes a request's body may have on a route; a longer one is answered 413. The limit is
 * counted while reading, whatever the request says about its length.
 */
public record BodyLimit(long bytesMax) {
  /** For routes that take no body. */
  public static final BodyLimit NONE = new BodyLimit(0);

  public BodyLimit {
    if (bytesMax < 0) {
      throw new IllegalArgumentException("a body limit is 0 or more bytes, not " + bytesMax);
    }
  }

  public static BodyLimit ofBytes(long bytesMax) {
    return new BodyLimit(bytesMax);
  }

  public static BodyLimit ofMebibytes(long mebibytesMax) {
    return new BodyLimit(Math.multiplyExact(mebibytesMax, 1024L * 1024L));
  }
}
