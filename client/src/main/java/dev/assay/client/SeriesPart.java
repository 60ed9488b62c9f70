package dev.assay.client;

/** Some points of one metric, in columns of the same length. */
@SuppressWarnings("ArrayRecordComponent") // columns are the point; equality is never asked for
public record SeriesPart(String key, long[] steps, long[] atMillis, double[] values) {
  public int size() {
    return values.length;
  }
}
