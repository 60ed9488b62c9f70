package dev.assay.bench;

import dev.assay.bench.peer.Peer;
import dev.assay.bench.scenario.Artifact;
import dev.assay.bench.scenario.Chart;
import dev.assay.bench.scenario.FillRuns;
import dev.assay.bench.scenario.LogBatch;
import dev.assay.bench.scenario.LogMetric;
import dev.assay.bench.scenario.ManyClients;
import dev.assay.bench.scenario.ReadHistory;
import dev.assay.bench.scenario.Scenario;
import dev.assay.bench.scenario.Search;
import dev.assay.bench.scenario.Search.Question;
import dev.assay.bench.scenario.Sizes;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The scenarios, in the order in which they are run and shown. */
final class Catalog {
  static final int SWARM_CLIENTS = 64;

  private Catalog() {}

  /** A scenario and the servers it can be run on. */
  record Item(String name, Set<Peer.Kind> servers, Scenario.Maker maker) {}

  static List<Item> of(Sizes sizes) {
    Set<Peer.Kind> all = EnumSet.allOf(Peer.Kind.class);
    Set<Peer.Kind> fast = EnumSet.of(Peer.Kind.ASSAY, Peer.Kind.FASTTRACKML);
    Set<Peer.Kind> assay = EnumSet.of(Peer.Kind.ASSAY);
    return List.of(
        new Item("log-metric", all, LogMetric::new),
        new Item("log-batch-1", all, target -> new LogBatch(target, 1)),
        new Item("log-batch-1000", all, target -> new LogBatch(target, 1_000)),
        new Item("history", all, ReadHistory::new),
        new Item("fill", all, FillRuns::new),
        new Item("first", all, target -> new Search(target, Question.FIRST, sizes.runs())),
        new Item(
            "order",
            all,
            target -> new Search(target, Question.ORDERED_AND_FILTERED, sizes.runs())),
        new Item("clients-1", fast, target -> new ManyClients(target, 1)),
        new Item("clients-64", fast, target -> new ManyClients(target, SWARM_CLIENTS)),
        new Item("chart", assay, Chart::new),
        new Item("artifact", EnumSet.of(Peer.Kind.ASSAY, Peer.Kind.MLFLOW), Artifact::new),
        new Item(
            "first-many", assay, target -> new Search(target, Question.FIRST, sizes.manyRuns())),
        new Item(
            "order-many",
            assay,
            target -> new Search(target, Question.ORDERED_AND_FILTERED, sizes.manyRuns())));
  }
}
