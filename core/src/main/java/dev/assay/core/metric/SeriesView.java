package dev.assay.core.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * The ways to read one series, whatever keeps it: from chunks that may overlap and are read only
 * where their rollups do not say enough. For one thread.
 */
public final class SeriesView {
  private final List<Chunk> chunks;

  public SeriesView(List<Chunk> chunks) {
    this.chunks = List.copyOf(chunks);
  }

  /** See {@link Metrics#history}. */
  public Points history(long offset, int limit) {
    long rest = count(chunks) - offset;
    if (limit < 1 || rest < 1) {
      return Points.none();
    }
    PointMerge merge = new PointMerge(PointOrder.TIME, chunks);
    merge.skip(offset);
    PointBuffer out = new PointBuffer((int) Math.min(limit, rest));
    merge.take(limit, out);
    return out.toPoints();
  }

  /** See {@link Metrics#sample}. */
  public Points sample(long fromStep, long toStep, int limit) {
    List<Chunk> within = within(PointOrder.STEP, fromStep, toStep);
    long count = count(within);
    int picked = (int) Math.min(limit, count);
    if (picked < 1) {
      return Points.none();
    }
    PointMerge merge = new PointMerge(PointOrder.STEP, within);
    PointBuffer out = new PointBuffer(picked);
    long at = 0;
    for (int i = 0; i < picked; i++) {
      long index = picked == 1 ? count - 1 : spread(i, picked, count);
      merge.skip(index - at);
      merge.take(1, out);
      at = index + 1;
    }
    return out.toPoints();
  }

  /** Index of the i-th of {@code picked} among {@code count}; never overflows below 2^47 points. */
  private static long spread(int i, int picked, long count) {
    return i * (count - 1) / (picked - 1);
  }

  /** The points whose x is in this range, ends included; cuts chunks that go beyond it. */
  private List<Chunk> within(PointOrder order, long from, long to) {
    List<Chunk> within = new ArrayList<>();
    for (Chunk chunk : chunks) {
      if (chunk.isWithin(order, from, to)) {
        within.add(chunk);
      } else if (chunk.touches(order, from, to)) {
        Points some = cut(chunk.points().get(), order, from, to);
        if (some.size() > 0) {
          within.add(Chunk.of(some));
        }
      }
    }
    return within;
  }

  private static Points cut(Points points, PointOrder order, long from, long to) {
    long[] xs = order.leading(points);
    PointBuffer some = new PointBuffer(0);
    for (int i = 0; i < xs.length; i++) {
      if (from <= xs[i] && xs[i] <= to) {
        some.addAll(points, i, i + 1);
      }
    }
    return some.toPoints();
  }

  /** See {@link Metrics#downsample}. */
  public Downsampled downsample(SeriesWindow window) {
    PointOrder order = PointOrder.along(window.axis());
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    for (Chunk chunk : chunks) {
      least = Math.min(least, chunk.rollup().least(order));
      greatest = Math.max(greatest, chunk.rollup().greatest(order));
    }
    long from = Math.max(window.from(), least);
    long to = Math.min(window.to(), greatest);
    if (from > to) {
      return new Downsampled(Points.none(), true, 0);
    }
    long rawMax = (long) window.buckets() * Downsampled.RAW_PER_BUCKET_MAX;
    ChartBuckets buckets = new ChartBuckets(order, from, to, window.buckets());
    if (count(chunks) > rawMax) {
      fill(buckets, order, from, to);
      if (buckets.count() > rawMax) {
        return new Downsampled(buckets.shown(), false, buckets.count());
      }
    }
    return raw(within(order, from, to), order);
  }

  private void fill(ChartBuckets buckets, PointOrder order, long from, long to) {
    for (Chunk chunk : chunks) {
      if (chunk.touches(order, from, to) && !buckets.addWhole(chunk.rollup())) {
        buckets.add(chunk.points().get());
      }
    }
  }

  private static Downsampled raw(List<Chunk> within, PointOrder order) {
    PointBuffer all = new PointBuffer((int) count(within));
    new PointMerge(order, within).take(Long.MAX_VALUE, all);
    return new Downsampled(all.toPoints(), true, all.size());
  }

  private static long count(List<Chunk> chunks) {
    return chunks.stream().mapToLong(chunk -> chunk.rollup().count()).sum();
  }
}
