package dev.assay.bench;

import dev.assay.bench.peer.Peer;
import dev.assay.bench.scenario.Quantity;
import dev.assay.bench.scenario.Sizes;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The results as a page of Markdown. */
final class Report {
  private final Results results;
  private final Options options;
  private final Sizes sizes;
  private final StringBuilder page = new StringBuilder();

  Report(Results results, Options options, Sizes sizes) {
    this.results = results;
    this.options = options;
    this.sizes = sizes;
  }

  String text() throws IOException {
    introduction();
    numbers();
    goals();
    wrongAnswers();
    conditions();
    return page.toString();
  }

  private void introduction() throws IOException {
    line("# Benchmarks");
    line("");
    line(
        "Written by `make bench`: the same load on Assay, FastTrackML %s and MLflow %s in one go,"
            .formatted(version("fasttrackml"), version("mlflow")));
    line("each on its embedded store, on one machine: %s.".formatted(Machine.here().text()));
    if (options.quick()) {
      line("");
      line("**A quick run with small sizes: good for trying things out, not for quoting.**");
    }
    if (!options.servers().containsAll(EnumSet.allOf(Peer.Kind.class))) {
      line("");
      line("Measured in this run: " + options.servers() + ".");
    }
    line("");
  }

  private void numbers() {
    line("## Numbers");
    line("");
    line(
        "| what | unit | Assay | FastTrackML | MLflow | Assay against FastTrackML | against MLflow |");
    line("|---|---|---:|---:|---:|---:|---:|");
    for (Quantity quantity : results.quantities()) {
      line(
          "| %s | %s | %s | %s | %s | %s | %s |"
              .formatted(
                  quantity.label(),
                  quantity.unit(),
                  value(quantity, Peer.Kind.ASSAY),
                  value(quantity, Peer.Kind.FASTTRACKML),
                  value(quantity, Peer.Kind.MLFLOW),
                  ratio(quantity, Peer.Kind.FASTTRACKML),
                  ratio(quantity, Peer.Kind.MLFLOW)));
    }
    line("");
    line(
        "A ratio above 1 means that Assay is better. Times are medians; of the rounds, the median is shown.");
    line("");
  }

  private void goals() {
    List<Goal> goals = Goal.of(results);
    if (goals.isEmpty()) {
      return;
    }
    line("## Goals");
    line("");
    line("| goal | wanted | reached | |");
    line("|---|---:|---:|---|");
    for (Goal goal : goals) {
      line(
          "| %s | %s | %s | %s |"
              .formatted(
                  goal.what(), goal.wanted(), goal.reached(), goal.met() ? "yes" : "**no**"));
    }
    line("");
  }

  private void wrongAnswers() {
    line("## Wrong answers");
    line("");
    if (results.wrong().isEmpty()) {
      line("None: every count and value that was checked was right, on every server.");
    }
    results.wrong().forEach(text -> line("- " + text));
    line("");
  }

  private void conditions() {
    line("## How it is measured");
    line("");
    line(
        "- The load comes from one Java program over plain sockets with kept-alive connections; a time runs from the");
    line(
        "  first byte sent to the last byte received. Answers are parsed and checked outside of it.");
    line(
        "- All servers run throughout, with the settings they come with. The rounds of a scenario, %d to"
            .formatted(sizes.warmUps()));
    line(
        "  warm up and then %d that count, go round the servers; while one is measured the processes of"
            .formatted(sizes.rounds()));
    line("  the others are frozen. Large artifacts are moved once.");
    line(
        "- Memory is that of all processes of a server, %d s after its start, shared pages counted once."
            .formatted(StartUp.IDLE_MILLIS / 1_000));
    line(
        "- A run of the searches has 10 params, 10 metrics and 3 tags, besides the client's own tags.");
    line(
        "- What an acknowledged write survives differs, and favours FastTrackML in every scenario that writes:");
    for (Peer peer :
        List.of(
            Peer.assay(options.root()),
            Peer.fastTrackMl(options.root()),
            Peer.mlflow(options.root()))) {
      line("  - %s: %s.".formatted(peer.kind().title(), peer.durability()));
    }
  }

  private String value(Quantity quantity, Peer.Kind server) {
    OptionalDouble median = results.median(quantity, server);
    if (median.isEmpty()) {
      return "";
    }
    return number(median.getAsDouble());
  }

  private String ratio(Quantity quantity, Peer.Kind server) {
    OptionalDouble ours = results.median(quantity, Peer.Kind.ASSAY);
    OptionalDouble theirs = results.median(quantity, server);
    if (ours.isEmpty() || theirs.isEmpty()) {
      return "";
    }
    return number(quantity.timesBetter(ours.getAsDouble(), theirs.getAsDouble())) + " x";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
  }

  private static String version(String peer) {
    return System.getProperty("assay.bench." + peer, "");
  }

  private void line(String text) {
    page.append(text).append('\n');
  }
}
