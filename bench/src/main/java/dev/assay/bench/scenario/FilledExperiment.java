package dev.assay.bench.scenario;

import dev.assay.bench.load.Wire;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An experiment that holds the runs 0 to {@code runs - 1} of {@link Fill}.
 *
 * @param id the server's id of the experiment
 */
record FilledExperiment(String id, int runs) {
  private static final int CLIENTS = 4;

  static FilledExperiment fill(Target target, int runs) throws Exception {
    String id = target.createExperiment();
    var next = new AtomicInteger();
    try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
      Callable<Integer> client = () -> fillSome(target, id, next, runs);
      var done = new ArrayList<Future<Integer>>();
      for (int i = 0; i < CLIENTS; i++) {
        done.add(clients.submit(client));
      }
      for (Future<Integer> future : done) {
        future.get();
      }
    }
    return new FilledExperiment(id, runs);
  }

  private static int fillSome(Target target, String id, AtomicInteger next, int runs)
      throws Exception {
    int made = 0;
    try (Wire wire = Wire.connect(target.server().port())) {
      for (int i = next.getAndIncrement(); i < runs; i = next.getAndIncrement()) {
        Fill.inThreeCalls(wire, id, i);
        made++;
      }
    }
    return made;
  }
}
