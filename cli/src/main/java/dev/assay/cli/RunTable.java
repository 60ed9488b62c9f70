package dev.assay.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Runs as a table: what identifies them, then the metrics and params asked for. A missing value is
 * "-", never 0.
 */
final class RunTable {
  private static final int METRICS_SHOWN_MAX = 5;

  private RunTable() {}

  static String render(JsonNode runs, List<String> metrics, List<String> params) {
    List<String> metricKeys = metrics.isEmpty() ? metricsOf(runs) : metrics;
    List<String> headings = new ArrayList<>(List.of("RUN", "NAME", "STATUS", "STARTED", "USER"));
    headings.addAll(metricKeys);
    headings.addAll(params);
    Table table = new Table(headings);
    runs.forEach(run -> table.add(row(run, metricKeys, params)));
    return table.render();
  }

  static String number(JsonNode value) {
    if (value.isMissingNode()) {
      return "-";
    }
    return value.isNumber() ? String.format("%.6g", value.asDouble()) : value.asString();
  }

  private static List<String> row(JsonNode run, List<String> metrics, List<String> params) {
    List<String> cells = new ArrayList<>();
    cells.add(run.path("id").asString());
    cells.add(run.path("name").asString());
    cells.add(run.path("status").asString());
    cells.add(run.path("startedAt").asString().replace('T', ' ').replaceAll("(\\.\\d+)?Z$", ""));
    cells.add(run.path("user").asString());
    metrics.forEach(key -> cells.add(number(run.path("metrics").path(key).path("value"))));
    params.forEach(key -> cells.add(run.path("params").path(key).asString("-")));
    return cells;
  }

  private static List<String> metricsOf(JsonNode runs) {
    TreeSet<String> keys = new TreeSet<>();
    runs.forEach(run -> keys.addAll(run.path("metrics").propertyNames()));
    keys.removeIf(key -> key.startsWith("system/"));
    return keys.stream().limit(METRICS_SHOWN_MAX).toList();
  }
}
