package dev.assay.core.metric;

/**
 * A series as a chart shows it.
 *
 * @param points when {@code raw}, every point in the window; else of each bucket that holds any the
 *     first, least, greatest and last point without repeats; in order of x. A bucket's NaN shows as
 *     one point with value NaN only when the bucket holds nothing else
 * @param raw whether nothing was left out, as when the window holds at most {@link
 *     #RAW_PER_BUCKET_MAX} points per bucket
 * @param shownOf how many points the window holds
 */
public record Downsampled(Points points, boolean raw, long shownOf) {
  /** A bucket never shows more, so as few points as this are shown as they are. */
  public static final int RAW_PER_BUCKET_MAX = 4;
}
