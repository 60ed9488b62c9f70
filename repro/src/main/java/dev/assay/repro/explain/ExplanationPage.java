package dev.assay.repro.explain;

import dev.assay.repro.explain.Explanation.MetricChange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An explanation as one HTML file that needs nothing else. All text in it is escaped. */
public final class ExplanationPage {
  private static final int LIKELY = 60;
  private static final int POSSIBLE = 30;

  private final StringBuilder out = new StringBuilder();

  private ExplanationPage() {}

  public static String of(Explanation explanation) {
    return new ExplanationPage().page(explanation);
  }

  private String page(Explanation explanation) {
    out.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    out.append(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
            + " 'unsafe-inline'\">");
    out.append("<title>Why two runs differ</title><style>").append(style()).append("</style>");
    out.append("</head><body><main><h1>Why two runs differ</h1><div class=\"sides\">");
    side("A", explanation.a());
    side("B", explanation.b());
    out.append("</div>");
    metrics(explanation.metrics());
    suspects(explanation.suspects());
    same(explanation.same());
    return out.append("</main></body></html>\n").toString();
  }

  private void side(String letter, Explanation.Side side) {
    out.append("<section class=\"side\"><span class=\"letter\">").append(letter).append("</span>");
    out.append("<div><b>").append(escaped(side.name())).append("</b><code>");
    out.append(escaped(side.run())).append("</code></div><span class=\"status\">");
    out.append(escaped(side.status())).append("</span></section>");
  }

  private void metrics(List<MetricChange> metrics) {
    out.append("<h2>Metrics</h2>");
    if (metrics.isEmpty()) {
      out.append("<p class=\"quiet\">Neither run has metrics.</p>");
      return;
    }
    out.append("<table><thead><tr><th>Metric</th><th class=\"n\">A</th><th class=\"n\">B</th>");
    out.append("<th class=\"n\">B − A</th></tr></thead><tbody>");
    for (MetricChange metric : metrics) {
      out.append(metric.isChanged() ? "<tr>" : "<tr class=\"quiet\">");
      out.append("<td>").append(escaped(metric.key())).append("</td>");
      number(metric.a());
      number(metric.b());
      number(metric.change());
      out.append("</tr>");
    }
    out.append("</tbody></table>");
  }

  private void number(double value) {
    out.append("<td class=\"n\">").append(ExplanationText.number(value)).append("</td>");
  }

  private void suspects(List<Suspect> suspects) {
    out.append("<h2>Suspects <small>the most likely first</small></h2>");
    if (suspects.isEmpty()) {
      out.append("<p class=\"quiet\">Nothing that was captured differs.</p>");
      return;
    }
    out.append("<ol>");
    suspects.forEach(this::suspect);
    out.append("</ol>");
  }

  private void suspect(Suspect suspect) {
    out.append("<li class=\"").append(level(suspect.weight())).append("\"><div class=\"head\">");
    out.append("<span class=\"area\">").append(suspect.area()).append("</span><b>");
    out.append(escaped(suspect.name())).append("</b>");
    if (!suspect.a().isEmpty() || !suspect.b().isEmpty()) {
      out.append("<span class=\"change\"><code>").append(value(suspect.a()));
      out.append("</code> → <code>").append(value(suspect.b())).append("</code></span>");
    }
    out.append("</div><p>").append(escaped(suspect.reason())).append("</p>");
    if (!suspect.lines().isEmpty()) {
      out.append("<pre>");
      suspect.lines().forEach(this::line);
      out.append("</pre>");
    }
    out.append("</li>");
  }

  private void line(String line) {
    String kind = line.startsWith("+") ? "add" : line.startsWith("-") ? "del" : "ctx";
    out.append("<span class=\"").append(kind).append("\">").append(escaped(line)).append("</span>");
  }

  private void same(List<Area> same) {
    if (same.isEmpty()) {
      return;
    }
    out.append("<h2>Same in both</h2><p class=\"chips\">");
    same.forEach(area -> out.append("<span class=\"area\">").append(area).append("</span>"));
    out.append("</p>");
  }

  private static String level(int weight) {
    if (weight >= LIKELY) {
      return "likely";
    }
    return weight >= POSSIBLE ? "possible" : "unlikely";
  }

  private static String value(String text) {
    return text.isEmpty() ? "absent" : escaped(text);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String style() {
    try (InputStream in = ExplanationPage.class.getResourceAsStream("explanation.css")) {
      if (in == null) {
        throw new IllegalStateException("the style of the page is not packed");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
