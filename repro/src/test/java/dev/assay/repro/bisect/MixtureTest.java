package dev.assay.repro.bisect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.capture.Capture;
import dev.assay.core.capture.Environment;
import dev.assay.repro.CaptureBuilder;
import dev.assay.repro.rerun.Recipe;
import dev.assay.repro.source.FileDiff;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MixtureTest {
  private static final FileDiff CHANGED =
      new FileDiff(
          "m.py",
          FileDiff.Change.CHANGED,
          false,
          List.of(
              new FileDiff.Hunk(1, 1, 1, 1, List.of("-a", "+b")),
              new FileDiff.Hunk(9, 2, 9, 2, List.of(" x", "-c", "+d"))),
          "");

  private final Capture a =
      new CaptureBuilder()
          .argv("/old/bin/python", "train.py", "--lr", "1")
          .param("lr", "1")
          .param("depth", "3")
          .distribution("NumPy", "1.0", true)
          .distribution("gone", "1", false)
          .data("/work/project/d.csv", "a")
          .variable("OMP_NUM_THREADS", "1", false)
          .seed("random", "1", "assay")
          .build();
  private final Capture b =
      new CaptureBuilder()
          .root("/b")
          .argv("/new/bin/python", "train.py", "--lr", "2")
          .param("lr", "2")
          .param("depth", "4")
          .distribution("numpy", "2.0", true)
          .data("/b/d.csv", "b")
          .data("/b/extra.csv", "e")
          .variable("OMP_NUM_THREADS", "2", false)
          .seed("random", "2", "assay")
          .manifest("other")
          .build();
  private final List<Factor> all = Factors.of(a, b, List.of(CHANGED));

  @Test
  void namesEveryDifferenceThatCanBeSwapped() {
    assertThat(all)
        .extracting(Factor::text)
        .containsExactly(
            "parameter depth (3 -> 4)",
            "parameter lr (1 -> 2)",
            "file m.py (A's -> B's)",
            "data file d.csv (ca978112ca1b -> 3e23e8160039)",
            "seed (1 -> 2)",
            "package gone (1 -> absent)",
            "package numpy (1.0 -> 2.0)",
            "variable OMP_NUM_THREADS (1 -> 2)");
  }

  @Test
  void isAWhenNothingIsTaken() {
    Recipe recipe = mixture(Set.of()).recipe();

    assertThat(recipe.params()).isEmpty();
    assertThat(recipe.capture().command()).isEqualTo(a.command());
    assertThat(packages(recipe)).containsExactlyInAnyOrder("gone 1", "NumPy 1.0");
    assertThat(recipe.seed()).hasValue("1");
    assertThat(recipe.overlay()).isEmpty();
    assertThat(recipe.capture().data())
        .extracting(file -> file.path())
        .containsExactly("/work/project/d.csv", "/work/project/extra.csv");
  }

  @Test
  void takesWhatIsAskedFor() {
    Recipe recipe = mixture(Set.copyOf(all)).recipe();

    assertThat(recipe.params()).containsOnlyKeys("lr", "depth").containsEntry("lr", "2");
    assertThat(packages(recipe)).containsExactly("numpy 2.0");
    assertThat(recipe.seed()).hasValue("2");
    assertThat(recipe.capture().data().getFirst().sha256()).isEqualTo(b.data().getFirst().sha256());
    assertThat(recipe.capture().data().getFirst().path()).isEqualTo("/work/project/d.csv");
    assertThat(recipe.overlay().orElseThrow().paths()).containsExactly("m.py");
    assertThat(recipe.capture().variables().getFirst().value()).hasValue("2");
  }

  @Test
  void takesSingleHunks() {
    List<Factor> hunks =
        Factors.finer(
            all.stream().filter(one -> one.kind() == Factor.Kind.FILE).findFirst().orElseThrow(),
            List.of(CHANGED));

    assertThat(hunks)
        .extracting(Factor::text)
        .containsExactly("file m.py line 1: b", "file m.py line 10: d");
    assertThat(mixture(Set.of(hunks.get(1))).recipe().overlay().orElseThrow().hunks())
        .containsEntry("m.py", Set.of(1));
  }

  @Test
  void hasAKeyThatDependsOnTheMixtureAlone() {
    assertThat(mixture(Set.of(all.get(0), all.get(1))).key())
        .isEqualTo(mixture(Set.of(all.get(1), all.get(0))).key())
        .isNotEqualTo(mixture(Set.of(all.get(0))).key());
  }

  private Mixture mixture(Set<Factor> taken) {
    return new Mixture(a, b, all, Set.of("m.py"), taken);
  }

  private static List<String> packages(Recipe recipe) {
    return recipe.capture().environment().orElseThrow().distributions().stream()
        .map(MixtureTest::name)
        .toList();
  }

  private static String name(Environment.Distribution some) {
    return some.name() + " " + some.version();
  }
}
