package dev.assay.repro.source;

/**
 * How much source is kept; what is above is listed as left out.
 *
 * @param walkedFilesMax of a folder that is not under git: with more, it is hardly a source folder
 */
public record SourceLimits(
    long fileBytesMax, long totalBytesMax, int filesMax, int walkedFilesMax) {
  private static final long MEGABYTE = 1_000_000;

  public static final SourceLimits DEFAULT =
      new SourceLimits(10 * MEGABYTE, 500 * MEGABYTE, 200_000, 20_000);

  public SourceLimits withFileBytesMax(long bytes) {
    return new SourceLimits(bytes, totalBytesMax, filesMax, walkedFilesMax);
  }

  public SourceLimits withTotalBytesMax(long bytes) {
    return new SourceLimits(fileBytesMax, bytes, filesMax, walkedFilesMax);
  }
}
