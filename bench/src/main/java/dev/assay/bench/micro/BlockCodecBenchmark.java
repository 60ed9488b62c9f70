package dev.assay.bench.micro;

import dev.assay.bench.load.Values;
import dev.assay.core.metric.BlockCodec;
import dev.assay.core.metric.Points;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A full block of a noisy curve to bytes and back; the unit is time for each point. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BlockCodecBenchmark {
  private final Points points = curve();
  private final byte[] block = BlockCodec.encode(points);

  @Benchmark
  @OperationsPerInvocation(BlockCodec.POINTS_AIM)
  public byte[] encode() {
    return BlockCodec.encode(points);
  }

  @Benchmark
  @OperationsPerInvocation(BlockCodec.POINTS_AIM)
  public Points decode() {
    return BlockCodec.decode(block);
  }

  private static Points curve() {
    var steps = new long[BlockCodec.POINTS_AIM];
    var times = new long[BlockCodec.POINTS_AIM];
    var values = new double[BlockCodec.POINTS_AIM];
    for (int i = 0; i < values.length; i++) {
      steps[i] = i;
      times[i] = Values.START_MILLIS + i * 10L + (long) (Values.noise(i) * 10);
      values[i] = Values.loss(i);
    }
    return new Points(steps, times, values);
  }
}
