package dev.assay.bench.peer;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A server to compare, as its makers ship it, on its embedded store.
 *
 * @param durability what an acknowledged write survives, as measured with a trace of its calls
 */
public record Peer(
    Kind kind, String durability, Map<String, String> environment, CommandLine commandLine) {
  public Peer {
    environment = Map.copyOf(environment);
  }

  /** Which server. */
  public enum Kind {
    ASSAY("Assay"),
    FASTTRACKML("FastTrackML"),
    MLFLOW("MLflow");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    /** The name people know it by. */
    public String title() {
      return title;
    }
  }

  /** The command that serves a data folder on a port of the loopback address. */
  public interface CommandLine {
    /** The program and its arguments. */
    List<String> of(int port, Path data);
  }

  /** Assay from this checkout. */
  public static Peer assay(Path root) {
    return new Peer(
        Kind.ASSAY,
        "SQLite WAL, synchronous=FULL: on disk before the answer",
        Map.of(),
        (port, data) ->
            List.of(
                root.resolve("assay").toString(),
                "serve",
                "--port",
                Integer.toString(port),
                "--data",
                data.toString()));
  }

  /** FastTrackML from its package. */
  public static Peer fastTrackMl(Path root) {
    return new Peer(
        Kind.FASTTRACKML,
        "SQLite WAL, synchronous=NORMAL (its driver's default): no fsync per write,"
            + " a power cut loses the last acknowledged ones",
        Map.of(),
        (port, data) ->
            List.of(
                root.resolve(".venv/fasttrackml/bin/fml").toString(),
                "server",
                "--listen-address",
                "127.0.0.1:" + port,
                "--database-uri",
                "sqlite://" + data.resolve("fasttrackml.db"),
                "--default-artifact-root",
                data.resolve("artifacts").toString()));
  }

  /** MLflow's own server from its package. */
  public static Peer mlflow(Path root) {
    return new Peer(
        Kind.MLFLOW,
        "SQLite rollback journal, synchronous=FULL: on disk before the answer",
        Map.of("MLFLOW_DISABLE_TELEMETRY", "true"),
        (port, data) ->
            List.of(
                root.resolve(".venv/mlflow/bin/mlflow").toString(),
                "server",
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--backend-store-uri",
                "sqlite:///" + data.resolve("mlflow.db"),
                "--artifacts-destination",
                data.resolve("artifacts").toString()));
  }
}
