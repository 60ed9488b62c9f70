package dev.assay.core.metric;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.run.RunId;
import java.util.List;
import java.util.Optional;

/**
 * Keeps metric series. Every method is atomic; a point is visible to all readers as soon as {@link
 * #append} returned, and never before it is durable.
 */
public interface Metrics {
  /**
   * Adds points to the series of a run, making series as needed, and updates their summaries in the
   * same transaction. A point that is there already (same key, step, time and value; NaN equals
   * NaN, 0.0 and -0.0 differ) is passed over, also when it stands twice in the batch.
   *
   * @return how many points were new
   * @throws Failure NOT_FOUND when the run does not exist
   */
  int append(RunId run, List<MetricPoint> points);

  /** Summaries of the run's series, by key. An unknown run has none. */
  List<Summary> summaries(RunId run);

  /** The summary of one series; empty when there is none. */
  Optional<Summary> summary(RunId run, String key);

  /**
   * A part of a series in its order of reading: by (time, step, value), NaN before every other
   * value of the same time and step. An unknown run or key has no points.
   *
   * @param offset how many points to pass over
   * @param limit how many to answer at the most
   */
  Points history(RunId run, String key, long offset, int limit);

  /**
   * An evenly spread sample of the points with {@code fromStep <= step <= toStep}, in the order
   * (step, time, value), at most {@code limit}, always with the first and the last; with limit 1
   * the last alone.
   */
  Points sample(RunId run, String key, long fromStep, long toStep, int limit);

  /**
   * A series as a chart shows it; an unknown run or key has no points. Never reads more than the
   * window needs.
   */
  Downsampled downsample(RunId run, String key, SeriesWindow window);

  /**
   * Ends the open tail of every series of the run, so that all its points lie in sealed,
   * unchangeable blocks, and commits to them.
   *
   * @return the digest over the run's sealed blocks, in the order of key and block; the same for
   *     the same content
   */
  Digest seal(RunId run);

  /** Longest key, in characters. */
  int KEY_LENGTH_MAX = 1_000;
}
