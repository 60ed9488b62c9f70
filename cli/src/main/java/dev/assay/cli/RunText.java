package dev.assay.cli;

import dev.assay.repro.lookup.Found;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** One run for people to read. */
final class RunText {
  private RunText() {}

  static String of(JsonNode run, Found found) {
    Paragraphs out = new Paragraphs();
    out.line("Run " + run.path("id").asString());
    for (String fact :
        List.of("name", "projectId", "status", "user", "startedAt", "endedAt", "deletedAt")) {
      if (run.has(fact)) {
        out.fact(fact, run.path(fact).asString());
      }
    }
    found.capture().ifPresent(capture -> CaptureText.summary(out, capture));
    if (found.capture().isEmpty()) {
      out.heading("Capture");
      out.item("  ", found.whyNoCapture());
    }
    pairs(out, "Params", run.path("params"));
    metrics(out, run.path("metrics"));
    inputs(out, run.path("datasets"));
    files(out, run.path("artifacts"));
    pairs(out, "Tags", run.path("tags"));
    found.capture().ifPresent(capture -> CaptureText.details(out, capture));
    points(out, run.path("points"));
    console(out, run.path("console"));
    return out.text();
  }

  private static void pairs(Paragraphs out, String heading, JsonNode pairs) {
    if (pairs.isEmpty()) {
      return;
    }
    out.heading(heading);
    int width =
        Math.min(
            30, pairs.propertyStream().mapToInt(pair -> pair.getKey().length()).max().orElse(0));
    pairs
        .propertyStream()
        .forEach(
            pair ->
                out.item(
                    ("  %-" + width + "s  ").formatted(Table.shown(pair.getKey())),
                    shortened(pair.getValue().asString())));
  }

  private static String shortened(String text) {
    return text.length() <= 240 ? text : text.substring(0, 239) + "…";
  }

  private static void metrics(Paragraphs out, JsonNode metrics) {
    if (metrics.isEmpty()) {
      return;
    }
    Table table = new Table(List.of("KEY", "LAST", "STEP", "MIN", "MAX", "POINTS"));
    for (JsonNode metric : metrics) {
      table.add(
          List.of(
              metric.path("key").asString(),
              RunTable.number(metric.path("last")),
              metric.path("lastStep").asString(),
              RunTable.number(metric.path("min")),
              RunTable.number(metric.path("max")),
              metric.path("count").asString()));
    }
    section(out, "Metrics", table);
  }

  private static void inputs(Paragraphs out, JsonNode datasets) {
    if (datasets.isEmpty()) {
      return;
    }
    Table table = new Table(List.of("DATASET", "DIGEST", "CONTEXT"));
    datasets.forEach(
        input ->
            table.add(
                List.of(
                    input.path("name").asString(),
                    input.path("digest").asString(),
                    input.path("context").asString("-"))));
    section(out, "Inputs", table);
  }

  private static void files(Paragraphs out, JsonNode files) {
    if (files.isEmpty()) {
      return;
    }
    Table table = new Table(List.of("FILE", "BYTES", "VERSION", "SHA-256"));
    files.forEach(
        file ->
            table.add(
                List.of(
                    file.path("path").asString(),
                    file.path("sizeBytes").asString(),
                    file.path("version").asString(),
                    file.path("sha256").asString().substring(0, 12))));
    section(out, "Files", table);
  }

  private static void points(Paragraphs out, JsonNode points) {
    if (points.isEmpty()) {
      return;
    }
    Table table = new Table(List.of("KEY", "STEP", "VALUE", "AT"));
    points.forEach(
        point ->
            table.add(
                List.of(
                    point.path("key").asString(),
                    point.path("step").asString(),
                    point.path("value").asString(),
                    java.time.Instant.ofEpochMilli(point.path("at").asLong(0)).toString())));
    section(out, "Points", table);
  }

  private static void console(Paragraphs out, JsonNode lines) {
    if (lines.isEmpty()) {
      return;
    }
    out.heading("Console");
    for (JsonNode line : lines) {
      String mark = line.path("stream").asString("").equals("err") ? "  ! " : "    ";
      out.line(mark + plain(line.path("text").asString("")));
    }
  }

  /** What moves a cursor has no place in an answer; tabs do no harm. */
  private static String plain(String text) {
    return text.replaceAll("[\\p{Cc}&&[^\\t]]", "\uFFFD");
  }

  static void section(Paragraphs out, String heading, Table table) {
    out.heading(heading);
    table.render().lines().forEach(line -> out.line("  " + line));
  }
}
