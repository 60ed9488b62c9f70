package dev.assay.repro.rerun;

import dev.assay.client.AssayClient;
import dev.assay.client.RunChange;
import dev.assay.core.verdict.Verdict;
import dev.assay.repro.explain.Explanation;
import dev.assay.repro.explain.Suspect;
import dev.assay.repro.source.SourceRestore;
import dev.assay.repro.verdict.Comparison;
import dev.assay.repro.verdict.Recording;
import dev.assay.repro.verdict.Terms;
import dev.assay.repro.verdict.Tolerances;
import dev.assay.repro.verdict.VerdictReport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares reruns with their original and notes the verdicts with both. */
public final class Judge {
  private static final int SUSPECTS_MAX = 5;

  private final AssayClient client;
  private final SourceRestore sources;

  public Judge(AssayClient client, SourceRestore sources) {
    this.client = client;
    this.sources = sources;
  }

  /**
   * The verdict on every rerun, each with the others as its repeats.
   *
   * @param variation what was changed on purpose
   */
  public List<VerdictReport> judge(
      Original original, List<Rerun.Done> reruns, Tolerances tolerances, List<String> variation) {
    RecordingReader reader = new RecordingReader(client);
    Recording expected = reader.read(original.capture(), original.run().id());
    List<Recording> found =
        reruns.stream().map(done -> reader.read(done.capture(), done.run())).toList();
    List<VerdictReport> reports = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      List<Recording> others = new ArrayList<>(found);
      others.remove(i);
      VerdictReport report =
          Comparison.of(expected, found.get(i), new Terms(tolerances, others, variation));
      VerdictReport explained = explained(report, original, reruns.get(i));
      note(explained, original, reruns.get(i));
      reports.add(explained);
    }
    return reports;
  }

  /** The worst, which stands for all. */
  public static VerdictReport worst(List<VerdictReport> reports) {
    return reports.stream().max(Comparator.comparing(VerdictReport::verdict)).orElseThrow();
  }

  private VerdictReport explained(VerdictReport report, Original original, Rerun.Done rerun) {
    if (report.verdict() != Verdict.DIFFERENT) {
      return report;
    }
    Explanation explanation =
        new Explaining(client, sources).explain(original, new Originals(client).find(rerun.run()));
    return report.withSuspects(
        explanation.suspects().stream().limit(SUSPECTS_MAX).map(Judge::text).toList());
  }

  private static String text(Suspect suspect) {
    return suspect.area() + ": " + suspect.text() + " (" + suspect.reason() + ")";
  }

  private void note(VerdictReport report, Original original, Rerun.Done rerun) {
    byte[] document = report.json().getBytes(StandardCharsets.UTF_8);
    client.executions().addVerdict(original.execution(), document);
    client.executions().addVerdict(rerun.capture().execution(), document);
    tag(rerun.run(), "assay.verdict", report.verdict().toString());
    if (report.variation().isEmpty() && report.verdict().isReproduced()) {
      tag(original.run().id(), "assay.verified", report.verdict() + " (" + rerun.run() + ")");
      if (isElsewhere(original)) {
        tag(original.run().id(), "assay.verifiedElsewhere", host());
      }
    }
  }

  private void tag(String run, String key, String value) {
    client
        .runs()
        .change(
            run,
            new RunChange(
                Optional.empty(), Optional.empty(), Optional.empty(), Map.of(key, value)));
  }

  /** On another machine, or by another person. */
  private static boolean isElsewhere(Original original) {
    return !original.host().equals(host())
        || !original.user().equals(System.getProperty("user.name", ""));
  }

  private static String host() {
    return System.getenv().getOrDefault("HOSTNAME", "");
  }
}
