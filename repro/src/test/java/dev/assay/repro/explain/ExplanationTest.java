package dev.assay.repro.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.assay.repro.CaptureBuilder;
import dev.assay.repro.document.DocumentMapper;
import dev.assay.repro.source.FileDiff;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class ExplanationTest {
  @Test
  void findsNothingBetweenARunAndItself() {
    Explanation explanation = explain(new CaptureBuilder(), new CaptureBuilder(), List.of());

    assertThat(explanation.suspects()).isEmpty();
    assertThat(explanation.same()).containsExactly(Area.values());
    assertThat(ExplanationText.of(explanation)).contains("Nothing that was captured differs.");
  }

  @Test
  void doesNotCountThePlaceOfTheSource() {
    Explanation explanation =
        explain(
            new CaptureBuilder()
                .argv("python", "/work/project/train.py")
                .data("/work/project/x.csv", "1"),
            new CaptureBuilder()
                .root("/new")
                .argv("/env/bin/python3", "/new/train.py")
                .data("/new/x.csv", "1"),
            List.of());

    assertThat(explanation.suspects()).isEmpty();
  }

  @Test
  void namesAParameterBeforeAPackageBeforeAMachine() {
    Explanation explanation =
        Explanation.of(
            subject(new CaptureBuilder().distribution("NumPy", "1.0", true), Map.of("lr", "0.1")),
            subject(
                new CaptureBuilder().distribution("numpy", "2.0", true).cores(8),
                Map.of("lr", "0.2")),
            List.of());

    assertThat(explanation.suspects())
        .extracting(Suspect::text)
        .containsExactly("lr: 0.1 -> 0.2", "numpy: 1.0 -> 2.0", "cores: 2 -> 8");
  }

  @Test
  void ranksPackagesByWhetherTheyWereImported() {
    Explanation explanation =
        explain(
            new CaptureBuilder().distribution("aaa", "1", false).distribution("zzz", "1", true),
            new CaptureBuilder().distribution("aaa", "2", false).distribution("zzz", "2", true),
            List.of());

    assertThat(explanation.suspects()).extracting(Suspect::name).containsExactly("zzz", "aaa");
    assertThat(explanation.suspects().getLast().reason())
        .isEqualTo("installed, but never imported");
  }

  @Test
  void namesTheLineOfAValueWrittenIntoTheCode() {
    FileDiff diff =
        diff(
            "train.py",
            10,
            " import x",
            "-rate = fit(0.1, depth=3)",
            "+rate = fit(0.25, depth=3)",
            " y");

    Explanation explanation = explain(new CaptureBuilder(), new CaptureBuilder(), List.of(diff));

    assertThat(explanation.suspects()).hasSize(1);
    Suspect suspect = explanation.suspects().getFirst();
    assertThat(suspect.text()).isEqualTo("train.py:11: 0.1 -> 0.25");
    assertThat(suspect.lines())
        .containsExactly("-rate = fit(0.1, depth=3)", "+rate = fit(0.25, depth=3)");
  }

  @Test
  void showsOtherChangesOfCodeAsTheyAre() {
    Explanation explanation =
        explain(
            new CaptureBuilder(),
            new CaptureBuilder(),
            List.of(diff("README.md", 1, "-a", "+b"), diff("m.py", 1, "-f(x)", "+g(x)")));

    assertThat(explanation.suspects())
        .extracting(Suspect::name, Suspect::weight)
        .containsExactly(tuple("m.py", 80), tuple("README.md", 5));
  }

  @Test
  void namesTheFileOfTheDataThatChanged() {
    Explanation explanation =
        explain(
            new CaptureBuilder().data("/work/project/data/a b.csv", "1,2"),
            new CaptureBuilder().data("/work/project/data/a b.csv", "1,3"),
            List.of(diff("data/a b.csv", 1, "-1,2", "+1,3")));

    assertThat(explanation.suspects()).hasSize(1);
    assertThat(explanation.suspects().getFirst().area()).isEqualTo(Area.DATA);
    assertThat(explanation.suspects().getFirst().name()).isEqualTo("data/a b.csv");
    assertThat(explanation.suspects().getFirst().reason())
        .isEqualTo("the content changed, the size did not");
  }

  @Test
  void namesRandomNumbersWithoutASeed() {
    Explanation explanation =
        explain(
            new CaptureBuilder().unseeded("numpy"),
            new CaptureBuilder().unseeded("numpy"),
            List.of());

    assertThat(explanation.suspects().getFirst().name()).isEqualTo("unseeded numpy in both");
  }

  @Test
  void namesSeedsSettingsAndVariables() {
    Explanation explanation =
        explain(
            new CaptureBuilder()
                .seed("numpy", "1", "program")
                .setting("OMP_NUM_THREADS", "1")
                .variable("DEPTH", "1", true),
            new CaptureBuilder()
                .seed("numpy", "2", "program")
                .setting("OMP_NUM_THREADS", "2")
                .variable("DEPTH", "2", true),
            List.of());

    assertThat(explanation.suspects())
        .extracting(Suspect::text)
        .containsExactly("numpy seed: 1 -> 2", "OMP_NUM_THREADS: 1 -> 2", "DEPTH: 1 -> 2");
  }

  @Test
  void staysWithinEightyColumns() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String text = "x".repeat(30) + " " + "y".repeat(random.nextInt(200)) + "\u001b[2J";
    Explanation explanation =
        Explanation.of(
            subject(new CaptureBuilder(), Map.of("p".repeat(random.nextInt(1, 120)), text)),
            subject(new CaptureBuilder(), Map.of()),
            List.of(diff("d/" + text + ".py", 1, "-" + text, "+" + text + text)));

    assertThat(ExplanationText.of(explanation).lines())
        .as("seed %d", seed)
        .allMatch(line -> line.length() <= 80)
        .noneMatch(line -> line.contains("\u001b"));
  }

  @Test
  void escapesWhatItPutsOnAPage() {
    Explanation explanation =
        Explanation.of(
            subject(new CaptureBuilder(), Map.of("<script>", "\"><img src=x>")),
            subject(new CaptureBuilder(), Map.of()),
            List.of(diff("<b>.py", 1, "-<i>", "+</pre>")));

    assertThat(ExplanationPage.of(explanation))
        .doesNotContain("<script>", "<img", "<i>", "+</pre>")
        .contains("&lt;script&gt;", "&quot;&gt;&lt;img src=x&gt;");
  }

  @Test
  void writesADocumentForScripts() {
    Explanation explanation =
        Explanation.of(
            subject(new CaptureBuilder(), Map.of("lr", "1")),
            subject(new CaptureBuilder(), Map.of("lr", "2")),
            List.of());

    JsonNode suspect = DocumentMapper.JSON.readTree(explanation.json()).path("suspects").path(0);
    assertThat(suspect.path("area").asString()).isEqualTo("parameters");
    assertThat(suspect.path("name").asString()).isEqualTo("lr");
    assertThat(suspect.path("a").asString()).isEqualTo("1");
    assertThat(suspect.path("b").asString()).isEqualTo("2");
  }

  private static Explanation explain(CaptureBuilder a, CaptureBuilder b, List<FileDiff> source) {
    return Explanation.of(subject(a, Map.of()), subject(b, Map.of()), source);
  }

  private static Subject subject(CaptureBuilder capture, Map<String, String> params) {
    return new Subject("id", "name", "finished", capture.build(), params, Map.of("acc", 0.5));
  }

  private static FileDiff diff(String path, int start, String... lines) {
    return new FileDiff(
        path,
        FileDiff.Change.CHANGED,
        false,
        List.of(new FileDiff.Hunk(start, lines.length, start, lines.length, List.of(lines))),
        "");
  }
}
