package dev.assay.core.metric;

/**
 * Points in columns, one index each; shared, never changed after it is made. Used where a record
 * per point would cost more than the work.
 */
@SuppressWarnings("ArrayRecordComponent") // columns are the point; equality is never asked for
public record Points(long[] steps, long[] timesMillis, double[] values) {
  private static final Points NONE = new Points(new long[0], new long[0], new double[0]);

  public Points {
    if (steps.length != values.length || timesMillis.length != values.length) {
      throw new IllegalArgumentException("columns differ in length");
    }
  }

  public static Points none() {
    return NONE;
  }

  public int size() {
    return values.length;
  }
}
