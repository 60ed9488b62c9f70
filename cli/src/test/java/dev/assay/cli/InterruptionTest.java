package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cli.AssayProcess.Result;
import dev.assay.cli.AssayProcess.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is left when something ends early: the command, assay, the server, the disk. */
final class InterruptionTest {
  private static final long WAIT_MILLIS_MAX = 40_000;

  @TempDir private Path folder;

  private AssayProcess assay;

  @BeforeEach
  void begin() {
    assay = new AssayProcess(folder);
  }

  @Test
  void passesAnInterruptOnAndDelivers() throws Exception {
    assay.write(
        "wait.py",
        "import time",
        "open('started', 'w').close()",
        "try:",
        "    time.sleep(60)",
        "except KeyboardInterrupt:",
        "    print('interrupted', flush=True)",
        "    raise SystemExit(5)");
    Started started = assay.start("run", "--", "python3", "wait.py");
    await(assay.work().resolve("started"));
    signal("INT", started.process().pid());

    Result result = started.await();

    assertThat(result.exitCode()).isEqualTo(5);
    assertThat(result.out()).isEqualTo("interrupted\n");
    assertThat(assay.show(result.run()).path("status").asString()).isEqualTo("failed");
  }

  @Test
  void letsTheCommandGoOnWhenItIsKilledAndDeliversLater() throws Exception {
    assay.write(
        "work.py",
        "import time, os",
        "print('one', flush=True)",
        "open('started', 'w').close()",
        "while not os.path.exists('go'):",
        "    time.sleep(0.05)",
        "print('two', flush=True)",
        "open('finished', 'w').close()");
    Started started = assay.start("run", "--", "python3", "work.py");
    await(assay.work().resolve("started"));
    await(spools().getFirst().resolve("pieces.json"), "manifest");
    started.process().destroyForcibly().waitFor();
    assertThat(assay.run("runs").exitCode()).isZero();
    assertThat(spools()).as("left alone while the command runs").hasSize(1);
    Files.createFile(assay.work().resolve("go"));
    await(assay.work().resolve("finished"));
    await(spools().getFirst().resolve("outcome.json"));

    Result runs = assay.run("runs", "--json");

    assertThat(runs.err()).contains("delivered run");
    assertThat(spools()).isEmpty();
    String run = runs.json().path("runs").path(0).path("id").asString();
    JsonNode shown = assay.show(run, "--console");
    assertThat(shown.path("status").asString()).isEqualTo("finished");
    assertThat(shown.path("console").valueStream().map(line -> line.path("text").asString()))
        .containsExactly("one", "two");
    assertThat(shown.path("capture").path("source").path("fileList").valueStream())
        .anyMatch(file -> file.path("path").asString().equals("work.py"));
  }

  @Test
  void keepsWhatAServerThatIsGoneCannotTake() throws Exception {
    assay.write(
        "work.py",
        "import time, os",
        "open('started', 'w').close()",
        "while not os.path.exists('go'):",
        "    time.sleep(0.05)",
        "print('done')");
    Path other = folder.resolve("server");
    Started server = assay.start("serve", "--port", "0", "--data", other.toString());
    await(other.resolve("address"));
    String address = AssayProcess.read(other.resolve("address")).strip();
    Started started = assay.start("run", "--server", address, "--", "python3", "work.py");
    await(assay.work().resolve("started"));
    server.process().destroyForcibly().waitFor();
    Files.createFile(assay.work().resolve("go"));

    Result result = started.await();

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).isEqualTo("done\n");
    assertThat(result.err()).contains("the next assay command delivers it");
    assertThat(assay.run("runs").err()).contains("delivered run");
    assertThat(assay.show(result.run()).path("status").asString()).isEqualTo("finished");
  }

  @Test
  void lastsThroughAFullDisk() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Assumptions.assumeTrue(mount(disk), "mounting a small disk needs root");
    Path other = folder.resolve("server");
    Started server = assay.start("serve", "--port", "0", "--data", other.toString());
    try {
      await(other.resolve("address"));
      assay.with("ASSAY_DATA", disk.resolve("data").toString());
      assay.with("ASSAY_SERVER", AssayProcess.read(other.resolve("address")).strip());

      Result result = assay.run("run", "--", "sh", "-c", "head -c 5000000 /dev/zero; exit 3");

      assertThat(result.exitCode()).isEqualTo(3);
      assertThat(result.outBytes()).hasSize(5_000_000);
    } finally {
      server.process().destroyForcibly().waitFor();
      execute("umount", disk.toString());
    }
  }

  private List<Path> spools() throws IOException {
    try (Stream<Path> spools = Files.list(assay.data().resolve("spool"))) {
      return spools.toList();
    }
  }

  private static boolean mount(Path disk) throws Exception {
    return execute("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()) == 0;
  }

  private static void signal(String name, long pid) throws Exception {
    assertThat(execute("kill", "-" + name, Long.toString(pid))).isZero();
  }

  private static int execute(String... command) throws Exception {
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static void await(Path file) throws InterruptedException {
    await(file, "");
  }

  private static void await(Path file, String text) throws InterruptedException {
    long until = System.currentTimeMillis() + WAIT_MILLIS_MAX;
    while (!Files.exists(file) || !AssayProcess.read(file).contains(text)) {
      assertThat(System.currentTimeMillis()).as("%s comes", file).isLessThan(until);
      Thread.sleep(20);
    }
  }
}
