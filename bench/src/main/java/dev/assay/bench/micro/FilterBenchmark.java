package dev.assay.bench.micro;

import dev.assay.core.query.Filter;
import dev.assay.core.query.parse.Grammar;
import dev.assay.core.query.parse.RunVocabulary;
import dev.assay.core.run.RunField;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Filters from text. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FilterBenchmark {
  @Param({
    "metrics.acc > 0.9",
    "metrics.loss < 0.5 and params.model = 'cnn' and tags.`mlflow.user` LIKE 'a%'"
  })
  public String text = "";

  @Benchmark
  public Filter<RunField> parse() {
    return Grammar.filter(text, RunVocabulary.RUNS, Grammar.Style.PLAIN);
  }
}
