package dev.assay.repro.explain;

import dev.assay.core.capture.Capture;
import java.util.Map;

/**
 * One of two runs that are explained.
 *
 * @param params those of the run, among them what was seen at the command line
 * @param metrics last value by key
 */
public record Subject(
    String run,
    String name,
    String status,
    Capture capture,
    Map<String, String> params,
    Map<String, Double> metrics) {
  public Subject {
    params = Map.copyOf(params);
    metrics = Map.copyOf(metrics);
  }

  /** A text in which the place of the source says nothing. */
  String placeless(String text) {
    String root = capture.source().map(source -> source.root()).orElse(capture.command().folder());
    return root.length() > 1 ? text.replace(root, "<folder>") : text;
  }
}
