package dev.assay.protocol.mlflow;

import dev.assay.bench.load.MlflowCalls;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The body of a log-batch to points; the unit is time for each point. In the package of what it
 * measures, which nobody else may see.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LogBatchBenchmark {
  private static final int POINTS = 1_000;

  @Param({"1", "1000"})
  public int keys = 1;

  private byte[] body = new byte[0];

  @Setup
  public void write() {
    var points = new StringJoiner(",", "{\"run_id\":\"0123456789abcdef\",\"metrics\":[", "]}");
    for (int i = 0; i < POINTS; i++) {
      points.add("{" + MlflowCalls.point("k" + i % keys, i) + "}");
    }
    body = points.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Benchmark
  @OperationsPerInvocation(POINTS)
  public Object decode() {
    return LogBatchReader.read(body);
  }
}
