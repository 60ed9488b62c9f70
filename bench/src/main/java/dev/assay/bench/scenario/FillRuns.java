package dev.assay.bench.scenario;

import dev.assay.bench.load.MlflowCalls;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** One client that logs whole small runs: create, params, tags, metrics, end. */
public final class FillRuns implements Scenario {
  private static final Quantity RATE =
      new Quantity("filling runs (5 calls each)", "runs/s", true, 5);
  private static final long ROUND_NANOS_MAX = 3_000_000_000L;

  private final Target target;
  private String experiment = "";
  private int runs;

  public FillRuns(Target target) {
    this.target = target;
  }

  @Override
  public void prepare() {
    experiment = target.createExperiment();
    Fill.inFiveCalls(target.wire(), experiment, runs++);
  }

  @Override
  public List<Measured> round() {
    long start = System.nanoTime();
    long end = start + ROUND_NANOS_MAX;
    int before = runs;
    while (runs - before < target.sizes().runs() / 5 && System.nanoTime() < end) {
      Fill.inFiveCalls(target.wire(), experiment, runs++);
    }
    return List.of(new Measured(RATE, (runs - before) * 1e9 / (System.nanoTime() - start)));
  }

  @Override
  public void check() {
    byte[] request = MlflowCalls.search(experiment, Math.min(runs + 1, 50_000), "", "");
    JsonNode found = target.wire().ok(request).json().get("runs");
    WrongAnswer.unlessEqual("runs", runs, found.size());
    for (int i = 0; i < runs; i++) {
      FoundRun.check(found.get(i), runs - 1 - i);
    }
  }
}
