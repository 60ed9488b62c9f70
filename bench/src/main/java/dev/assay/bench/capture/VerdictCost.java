package dev.assay.bench.capture;

import dev.assay.client.AssayClient;
import dev.assay.repro.rerun.Original;
import dev.assay.repro.rerun.Originals;
import dev.assay.repro.rerun.RecordingReader;
import dev.assay.repro.verdict.Comparison;
import dev.assay.repro.verdict.Recording;
import dev.assay.repro.verdict.Terms;
import dev.assay.repro.verdict.VerdictReport;
import java.net.URI;

/**
 * Times the verdict over two runs that were made under {@code assay run}: {@code VerdictCost SERVER
 * RUN RUN}. Both runs are read from the server and compared, as a rerun does it at its end. Prints
 * the milliseconds of each round and the verdict.
 */
public final class VerdictCost {
  private static final int ROUNDS = 3;

  private VerdictCost() {}

  public static void main(String[] arguments) {
    try (AssayClient client = new AssayClient(URI.create(arguments[0]))) {
      Original original = new Originals(client).find(arguments[1]);
      Original rerun = new Originals(client).find(arguments[2]);
      for (int i = 0; i < ROUNDS; i++) {
        long start = System.nanoTime();
        VerdictReport report =
            Comparison.of(read(client, original), read(client, rerun), Terms.USUAL);
        System.out.println((System.nanoTime() - start) / 1_000_000 + " " + report.verdict());
      }
    }
  }

  private static Recording read(AssayClient client, Original run) {
    return new RecordingReader(client).read(run.capture(), run.run().id());
  }
}
