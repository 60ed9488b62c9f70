package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.Setting;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class MainTest {
  private final StringWriter err = new StringWriter();
  private final StringWriter out = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setErr(new PrintWriter(err));
    line.setOut(new PrintWriter(out));
    return line.execute(arguments);
  }

  @Test
  void listsItsCommands() {
    assertThat(run("--help")).isEqualTo(0);
    assertThat(out.toString()).contains("serve", "runs", "best", "show", "pull");
  }

  @Test
  void hasAnOptionForEverySetting() {
    CommandLine serve = Objects.requireNonNull(Main.commandLine().getSubcommands().get("serve"));

    assertThat(Setting.values())
        .allSatisfy(
            setting ->
                assertThat(serve.getCommandSpec().findOption("--" + setting.key())).isNotNull());
  }

  @Test
  void explainsAnUnknownOptionAndExitsWith1() {
    assertThat(run("runs", "--wher", "x")).isEqualTo(1);
    assertThat(err.toString()).contains("--wher");
  }

  @Test
  void saysInOneLineThatNoServerAnswers() {
    assertThat(run("runs", "--server", "http://127.0.0.1:1")).isEqualTo(1);
    assertThat(err.toString().strip())
        .isEqualTo(
            "assay: no Assay server answers at http://127.0.0.1:1; start one with 'assay serve'");
  }

  @Test
  void refusesToServeBeyondLoopbackWithoutTheFlag() {
    assertThat(run("serve", "--host", "0.0.0.0", "--port", "0")).isEqualTo(1);
    assertThat(err.toString()).contains("--allow-remote-without-accounts");
  }
}
