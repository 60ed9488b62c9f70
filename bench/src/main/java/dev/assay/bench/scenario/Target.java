package dev.assay.bench.scenario;

import dev.assay.bench.load.Wire;
import dev.assay.bench.peer.RunningServer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** A server under load, with a connection to it and the experiments it was filled with. */
public final class Target implements AutoCloseable {
  private final RunningServer server;
  private final Sizes sizes;
  private Wire wire;
  private final Map<Integer, FilledExperiment> filled = new HashMap<>();
  private int experiments;

  public Target(RunningServer server, Sizes sizes) throws IOException {
    this.server = server;
    this.sizes = sizes;
    this.wire = Wire.connect(server.port());
  }

  /** The server's processes. */
  public RunningServer server() {
    return server;
  }

  Sizes sizes() {
    return sizes;
  }

  /** Connects anew: servers drop connections that were silent while they were frozen. */
  public void reconnect() throws IOException {
    wire.close();
    wire = Wire.connect(server.port());
  }

  /** The one connection that single-client scenarios share. */
  Wire wire() {
    return wire;
  }

  /** Creates an experiment with a name of its own. */
  String createExperiment() {
    experiments++;
    return Fill.experiment(wire, "bench-" + experiments);
  }

  /** An experiment with this many runs, filled at the first call. */
  FilledExperiment filledExperiment(int runs) throws Exception {
    FilledExperiment known = filled.get(runs);
    if (known == null) {
      known = FilledExperiment.fill(this, runs);
      reconnect(); // this connection was silent for long
      filled.put(runs, known);
    }
    return known;
  }

  @Override
  public void close() {
    wire.close();
    server.close();
  }
}
