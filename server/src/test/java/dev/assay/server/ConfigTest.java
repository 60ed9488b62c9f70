package dev.assay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigTest {
  @Test
  void pinsEveryDefault() {
    Config config = ConfigSources.read(Optional.empty(), Map.of(), Map.of());

    assertThat(config)
        .isEqualTo(
            new Config(
                "127.0.0.1",
                5000,
                Path.of(System.getProperty("user.home"), ".assay"),
                Optional.empty(),
                false,
                Set.of(),
                Duration.ofMinutes(5),
                Duration.ofHours(24),
                false));
  }

  @Test
  void letsTheCommandLineWinOverTheEnvironmentOverTheFile(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("assay.properties"), "host = localhost\nport = 1\nrun-silence = PT1M\n");

    Config config =
        ConfigSources.read(
            Optional.of(file),
            Map.of("ASSAY_PORT", "2", "ASSAY_RUN_SILENCE", "PT2M", "PATH", "/bin"),
            Map.of(Setting.RUN_SILENCE, "PT3M"));

    assertThat(config.host()).isEqualTo("localhost");
    assertThat(config.port()).isEqualTo(2);
    assertThat(config.runSilence()).isEqualTo(Duration.ofMinutes(3));
  }

  @Test
  void namesAnUnknownKeyOfTheFileAndThoseThereAre(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("assay.properties"), "prot = 1\n");

    assertThatThrownBy(() -> ConfigSources.read(Optional.of(file), Map.of(), Map.of()))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("'prot'")
        .hasMessageContaining("port");
  }

  @Test
  void namesAValueThatIsNotRight() {
    assertThatThrownBy(
            () -> ConfigSources.read(Optional.empty(), Map.of("ASSAY_PORT", "many"), Map.of()))
        .hasMessage("port is 'many'; it must be a whole number");
    assertThatThrownBy(
            () -> ConfigSources.read(Optional.empty(), Map.of("ASSAY_PORT", "70000"), Map.of()))
        .hasMessageContaining("port is 70000");
    assertThatThrownBy(
            () -> ConfigSources.read(Optional.empty(), Map.of("ASSAY_RUN_SILENCE", "5"), Map.of()))
        .hasMessageContaining("run-silence is '5'");
  }

  @Test
  void refusesToBeReachedByOthersUnlessToldSo() {
    Config open = ConfigSources.read(Optional.empty(), Map.of("ASSAY_HOST", "0.0.0.0"), Map.of());
    Config told =
        ConfigSources.read(
            Optional.empty(),
            Map.of("ASSAY_HOST", "0.0.0.0"),
            Map.of(Setting.ALLOW_REMOTE_WITHOUT_ACCOUNTS, "true"));

    assertThatThrownBy(open::requireSafe)
        .hasMessageContaining("0.0.0.0")
        .hasMessageContaining("--allow-remote-without-accounts");
    told.requireSafe();
    assertThat(told.allowRemoteWithoutAccounts()).isTrue();
  }

  @Test
  void documentsEverySetting() throws IOException {
    String page = Files.readString(Path.of("../docs/configuration.md"));

    assertThat(Setting.values())
        .allSatisfy(
            setting ->
                assertThat(page)
                    .contains("| `" + setting.key() + "` | `" + setting.variable() + "` |")
                    .contains(setting.description()));
  }
}
