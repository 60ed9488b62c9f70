package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cli.AssayProcess.Result;
import dev.assay.core.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is recorded of a command, on real processes. */
final class CaptureTest {
  private static final String SECRET = "hunter2-planted-secret";

  @TempDir private Path folder;

  private AssayProcess assay;

  @BeforeEach
  void begin() {
    assay = new AssayProcess(folder);
  }

  @Test
  void recordsAScriptWithoutChangingWhatItPrints() throws Exception {
    assay.write("helper.py", "FACTOR = 2");
    assay.write(
        "train me.py",
        "import argparse, random, sys, helper",
        "parser = argparse.ArgumentParser()",
        "parser.add_argument('--lr', type=float, default=0.1)",
        "arguments = parser.parse_args()",
        "random.random()",
        "text = open('../datä 1.csv').read()",
        "open('result.txt', 'w').write('done')",
        "print('lr', arguments.lr, text)",
        "print('to err', file=sys.stderr)");
    Files.writeString(folder.resolve("datä 1.csv"), "1,2,3");
    Files.createSymbolicLink(assay.work().resolve("loop"), assay.work());

    Result result =
        assay.run("run", "--output", "result.txt", "--", "python3", "train me.py", "--lr", "0.5");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).isEqualTo("lr 0.5 1,2,3\n");
    assertThat(result.err()).contains("to err\n");
    JsonNode shown = assay.show(result.run(), "--console");
    JsonNode capture = shown.path("capture");
    assertThat(shown.path("status").asString()).isEqualTo("finished");
    assertThat(shown.path("params").path("lr").asString()).isEqualTo("0.5");
    assertThat(texts(capture.path("source").path("fileList"), "path"))
        .contains("helper.py", "train me.py", "loop");
    assertThat(capture.path("data").path(0).path("path").asString()).endsWith("datä 1.csv");
    assertThat(capture.path("data").path(0).path("sha256").asString())
        .isEqualTo(Digest.of("1,2,3").hex());
    assertThat(texts(capture.path("findings"), "code")).contains("unseeded");
    assertThat(capture.path("outcome").path("exitCode").asInt()).isZero();
    assertThat(texts(shown.path("artifacts"), "path")).containsExactly("result.txt");
    assertThat(texts(shown.path("console"), "text"))
        .containsExactlyInAnyOrder("lr 0.5 1,2,3", "to err");
    assertThat(capture.path("environment").path("python").path("version").asString())
        .startsWith("3.");
    assertThat(spools()).isEmpty();
  }

  @Test
  void keepsSecretsOutOfTheStore() throws Exception {
    git("init", "--quiet");
    git("remote", "add", "origin", "https://user:" + SECRET + "@example.com/repository.git");
    assay.write("train.py", "import os", "os.environ.get('DB_PASSWORD')");
    assay.with("DB_PASSWORD", SECRET + "-2").with("OMP_NUM_THREADS", "1");

    Result result =
        assay.run(
            "run",
            "--",
            "python3",
            "train.py",
            "--api-key",
            SECRET,
            "--token=" + SECRET,
            "https://me:" + SECRET + "@example.com/");

    assertThat(result.exitCode()).isZero();
    JsonNode capture = assay.show(result.run()).path("capture");
    assertThat(texts(capture.path("findings"), "code"))
        .contains("masked-secret", "unrecorded-variable");
    assertThat(capture.path("variables").toString())
        .contains("\"OMP_NUM_THREADS\",\"value\":\"1\"")
        .contains("\"DB_PASSWORD\",\"value\":null");
    assertThat(filesHolding(SECRET)).isEmpty();
  }

  @Test
  void givesTheExitCodeOfACrash() throws Exception {
    assay.write("crash.py", "raise ValueError('planted')");

    Result result = assay.run("run", "--", "python3", "crash.py");

    assertThat(result.exitCode()).isEqualTo(1);
    JsonNode shown = assay.show(result.run(), "--console");
    assertThat(shown.path("status").asString()).isEqualTo("failed");
    assertThat(shown.path("capture").path("outcome").path("exitCode").asInt()).isEqualTo(1);
    assertThat(texts(shown.path("console"), "text")).contains("ValueError: planted");
  }

  @Test
  void saysWhichSignalEndedTheCommand() throws Exception {
    Result result = assay.run("run", "--", "sh", "-c", "echo before; kill -KILL $$");

    assertThat(result.exitCode()).isEqualTo(137);
    JsonNode shown = assay.show(result.run());
    assertThat(shown.path("status").asString()).isEqualTo("interrupted");
    assertThat(shown.path("capture").path("outcome").path("signal").asString())
        .isEqualTo("SIGKILL");
  }

  @Test
  void recordsAShellScriptAndWhatItsChildrenRead() throws Exception {
    Files.writeString(folder.resolve("data.txt"), "data");
    assay.write(
        "pipeline.sh",
        "echo begin",
        "python3 -c \"import subprocess, sys; subprocess.run([sys.executable, '-c', 'open(\\\"../data.txt\\\").read(); print(1)'])\"",
        "echo end >&2");

    Result result =
        assay.run("run", "--project", "shell", "--name", "pipe", "--", "sh", "pipeline.sh");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).isEqualTo("begin\n1\n");
    JsonNode shown = assay.show(result.run());
    assertThat(shown.path("name").asString()).isEqualTo("pipe");
    assertThat(shown.path("capture").path("data").path(0).path("path").asString())
        .endsWith("data.txt");
    assertThat(texts(shown.path("capture").path("source").path("fileList"), "path"))
        .contains("pipeline.sh");
    Result check = assay.run("check", result.run().substring(0, 8), "--json");
    assertThat(check.json().path("run").asString()).isEqualTo(result.run());
  }

  @Test
  void seesTheFilesOfOtherProgramsByTheTracer() throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "needs strace");
    Files.writeString(folder.resolve("datä.txt"), "data");

    Result result =
        assay.run("run", "--trace", "--", "sh", "-c", "cat ../datä.txt > copy.txt; exit 4");

    assertThat(result.exitCode()).isEqualTo(4);
    JsonNode capture = assay.show(result.run()).path("capture");
    assertThat(texts(capture.path("data"), "path"))
        .containsExactly(folder.toRealPath().resolve("datä.txt").toString());
    assertThat(texts(capture.path("outcome").path("written"), "path")).containsExactly("copy.txt");
  }

  @Test
  void passesMuchAndBinaryOutputThrough() throws Exception {
    assay.write(
        "loud.py",
        "import sys",
        "for line in range(100_000):",
        "    print('x' * 99)",
        "sys.stdout.flush()",
        "sys.stdout.buffer.write(bytes(range(256)) * 4)",
        "for step in range(1000):",
        "    sys.stderr.write('\\r%d%%' % (step / 10))",
        "sys.stderr.write('\\n')");

    Result result = assay.run("run", "--", "python3", "loud.py");

    assertThat(result.exitCode()).isZero();
    assertThat(result.outBytes()).hasSize(10_000_000 + 1024);
    assertThat(result.outBytes()).endsWith(new byte[] {(byte) 253, (byte) 254, (byte) 255});
    JsonNode shown = assay.show(result.run(), "--console");
    List<String> lines = texts(shown.path("console"), "text");
    assertThat(lines).filteredOn("x".repeat(99)::equals).hasSize(100_000);
    assertThat(lines).filteredOn(line -> line.endsWith("%")).containsExactly("99%");
  }

  @Test
  void refusesWhatIsNoRun() throws Exception {
    Result missing = assay.run("show", "deadbeef");
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.err()).contains("there is no run 'deadbeef'").contains("assay runs");
  }

  @Test
  void saysThatACommandIsNotThere() throws Exception {
    Result result = assay.run("run", "--", "no-such-program-here");

    assertThat(result.exitCode()).isEqualTo(127);
    assertThat(result.err()).contains("no-such-program-here");
  }

  @Test
  void runsUnrecordedWhereNothingCanBeWritten() throws Exception {
    assay.with("ASSAY_DATA", "/dev/null/nowhere");

    Result result = assay.run("run", "--", "sh", "-c", "echo ran; exit 7");

    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(result.out()).isEqualTo("ran\n");
    assertThat(result.err()).contains("unrecorded");
  }

  private static List<String> texts(JsonNode list, String member) {
    return list.valueStream().map(item -> item.path(member).asString("")).toList();
  }

  private List<Path> spools() throws IOException {
    try (Stream<Path> spools = Files.list(assay.data().resolve("spool"))) {
      return spools.toList();
    }
  }

  private List<Path> filesHolding(String text) throws IOException {
    try (Stream<Path> files = Files.walk(assay.data())) {
      return files.filter(Files::isRegularFile).filter(file -> holds(file, text)).toList();
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void git(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    int exitCode = new ProcessBuilder(command).directory(assay.work().toFile()).start().waitFor();
    assertThat(exitCode).isZero();
  }
}
