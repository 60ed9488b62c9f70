package dev.assay.conformance.repro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.conformance.repro.AssayCommand.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Reruns of real programs with their real packages. */
final class RerunTest {
  @TempDir private Path folder;
  private AssayCommand assay;

  @BeforeEach
  void open() {
    assay = new AssayCommand(folder, AssayCommand.preparedPython());
  }

  /** Half a year later: the folder is gone, the commit was on no server, a module on none. */
  @Test
  void bringsBackARunWhoseFolderIsGone() throws Exception {
    Project project =
        Project.in(folder, "the project")
            .script("forest.py")
            .script("helper.py")
            .committing("forest.py");
    String run = assay.record(project.folder(), "python", "forest.py", "--trees", "6");
    project.delete();

    JsonNode plan = assay.in(folder, "rerun", run, "--dry-run", "--json").expecting(0).json();
    Ended rerun = assay.in(folder, "rerun", run, "--json").expecting(0);

    assertThat(plan.path("missing")).isEmpty();
    assertThat(rerun.json().path("verdict").asString()).isEqualTo("identical");
    assertThat(rerun.json().path("files").valueStream().map(file -> file.path("path").asString()))
        .contains("forest.joblib");
    assertThat(folder.resolve("store-reruns")).isEmptyDirectory();
    assertThat(assay.in(folder, "verify", run, "--tolerance", "accuracy=exact").expecting(0).out())
        .contains("Verdict: identical");
  }

  @Test
  void tellsSeededFromUnseededRandomness() throws Exception {
    Project project = Project.in(folder, "network").script("network.py");
    String seeded = assay.record(project.folder(), "python", "network.py", "--seed", "7");
    String unseeded = assay.record(project.folder(), "python", "network.py");

    JsonNode same = assay.in(folder, "rerun", seeded, "--json").expecting(0).json();
    JsonNode other = assay.in(folder, "rerun", unseeded, "--json").expecting(3).json();
    JsonNode seed =
        assay.in(folder, "rerun", seeded, "--param", "seed=8", "--json").expecting(3).json();

    assertThat(same.path("verdict").asString()).isEqualTo("identical");
    assertThat(other.path("verdict").asString()).isEqualTo("different");
    assertThat(other.path("departures").toString()).contains("metric loss: step 0");
    assertThat(other.path("suspects").toString()).contains("unseeded numpy default_rng in both");
    assertThat(seed.path("kind").asString()).isEqualTo("variation");
    assertThat(seed.path("variation").toString()).contains("seed = 8");
    assertThat(assay.in(folder, "check", unseeded).out()).contains("numpy");
    assertThat(
            assay
                .in(folder, "explain", unseeded, other.path("rerun").path("run").asString())
                .expecting(0)
                .out())
        .contains("unseeded numpy default_rng in both");
  }

  @Test
  void refusesDataOfWhichOneByteChanged() throws Exception {
    Path data = Files.writeString(folder.resolve("measured.csv"), "1.5\n2.5\n");
    Project project =
        Project.in(folder, "reader")
            .script("tracking.py")
            .file(
                "read.py",
                "import tracking\ntracking.log(total=sum(map(float, open('" + data + "'))))\n");
    String before = assay.record(project.folder(), "python", "read.py");
    Files.writeString(data, "1.5\n2.6\n");

    Ended refused = assay.in(folder, "rerun", before, "--json").expecting(5);
    String after = assay.record(project.folder(), "python", "read.py");

    assertThat(refused.json().path("verdict").asString()).isEqualTo("could not be run");
    assertThat(refused.json().path("missing").toString()).contains(data.toString());
    JsonNode first =
        assay
            .in(folder, "explain", before, after, "--json")
            .expecting(0)
            .json()
            .path("suspects")
            .path(0);
    assertThat(first.path("area").asString()).isEqualTo("data");
    assertThat(first.path("name").asString()).isEqualTo(data.toString());
    assertThat(first.path("reason").asString()).isEqualTo("the content changed, the size did not");
  }

  @Test
  void rerunsAShellScript() throws Exception {
    Project project =
        Project.in(folder, "shell").script("total.sh").file("numbers.txt", "1\n2.25\n");
    String run = assay.record(project.folder(), "./total.sh");
    project.delete();

    JsonNode verdict = assay.in(folder, "rerun", run, "--json").expecting(0).json();

    assertThat(verdict.path("verdict").asString()).isEqualTo("identical");
  }

  @Test
  void saysWhatIsWrongWithTheQuestion() throws Exception {
    Project project =
        Project.in(folder, "failing").file("fail.py", "raise ValueError('no such luck')\n");
    Ended failed = assay.in(project.folder(), "run", "--", "python", "fail.py");
    String run = failed.expecting(1).run();

    assertThat(assay.in(folder, "rerun", "ffff").expecting(1).err())
        .contains("there is no run 'ffff'")
        .contains("assay runs");
    assertThat(assay.in(folder, "rerun", run).expecting(4).out())
        .contains("Verdict: not comparable")
        .contains("exit code 1: ValueError: no such luck");
    assertThat(assay.in(folder, "rerun", run, "--tolerance", "x").expecting(1).err())
        .contains("a tolerance reads");
    assertThat(assay.in(folder, "rerun", run, "--input", "none=/x").expecting(5).err())
        .contains("the run read no such file");
    assertThat(folder.resolve("store-reruns")).isEmptyDirectory();
  }
}
