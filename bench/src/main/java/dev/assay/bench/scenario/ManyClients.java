package dev.assay.bench.scenario;

import dev.assay.bench.load.MlflowCalls;
import dev.assay.bench.load.Swarm;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Clients that each log one point after the other, to one run. */
public final class ManyClients implements Scenario {
  private static final String KEY = "loss";

  private final Target target;
  private final int clients;
  private final Quantity rate;
  private String run = "";
  private long sent;

  public ManyClients(Target target, int clients) {
    this.target = target;
    this.clients = clients;
    this.rate =
        Quantity.rate(
            "log_metric, %d %s".formatted(clients, clients == 1 ? "client" : "clients"), 0);
  }

  @Override
  public void prepare() {
    run = Fill.createRun(target.wire(), target.createExperiment(), 0);
  }

  @Override
  public List<Measured> round() throws Exception {
    long first = sent;
    try (var swarm =
        new Swarm(
            target.server().port(), clients, n -> MlflowCalls.logMetric(run, KEY, first + n))) {
      double perSecond = swarm.drive(TimeUnit.SECONDS.toNanos(target.sizes().swarmSeconds()));
      sent += swarm.acknowledged();
      return List.of(new Measured(rate, perSecond));
    }
  }

  @Override
  public void check() {
    JsonNode points = target.wire().ok(MlflowCalls.history(run, KEY)).json().get("metrics");
    WrongAnswer.unlessEqual("points in the history", sent, (long) points.size());
    var steps = new BitSet();
    points.forEach(point -> steps.set(point.get("step").asInt()));
    WrongAnswer.unlessEqual("different steps", sent, (long) steps.cardinality());
  }
}
