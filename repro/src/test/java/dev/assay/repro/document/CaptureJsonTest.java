package dev.assay.repro.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.capture.Capture;
import dev.assay.core.capture.Command;
import dev.assay.core.capture.Completeness;
import dev.assay.core.capture.DataFile;
import dev.assay.core.capture.Environment;
import dev.assay.core.capture.Finding;
import dev.assay.core.capture.Hardware;
import dev.assay.core.capture.Outcome;
import dev.assay.core.capture.Parameter;
import dev.assay.core.capture.Part;
import dev.assay.core.capture.Randomness;
import dev.assay.core.capture.Source;
import dev.assay.core.capture.Variable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CaptureJsonTest {
  private static final Digest DIGEST = Digest.of("x");

  @Test
  void readsBackWhatItWrote() {
    assertThat(CaptureJson.read(CaptureJson.write(full()))).isEqualTo(full());
  }

  @Test
  void writesPartsAndDigestsAsPlainText() {
    assertThat(new String(CaptureJson.write(full()), StandardCharsets.UTF_8))
        .contains("\"sha256\":\"" + DIGEST.hex() + "\"")
        .contains("\"code\":{\"state\":\"complete\",\"gaps\":[]}")
        .contains("\"exitCode\":0");
  }

  @Test
  void refusesADocumentOfANewerAssay() {
    byte[] newer = "{\"format\":99}".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> CaptureJson.read(newer))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("format 99");
  }

  @Test
  void refusesWhatIsNoDocument() {
    assertThatThrownBy(() -> CaptureJson.read(new byte[] {'{'})).isInstanceOf(Failure.class);
  }

  private static Capture full() {
    return new Capture(
        Capture.FORMAT,
        "0123456789abcdef0123456789abcdef",
        new Command(List.of("python", "träin.py"), "/w", "none", Map.of("CI", "true")),
        Optional.of(
            new Source(
                "/w",
                "",
                Optional.of(
                    new Source.Git(
                        Optional.of("abc"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("A <a@b>"),
                        true,
                        false,
                        Optional.of(DIGEST))),
                DIGEST,
                List.of(DIGEST),
                1,
                2,
                List.of(new Source.LeftOut("big.bin", 9, "larger than 10 MB")))),
        Optional.of(
            new Environment(
                new Environment.Python("3.11.7", "cpython", "b", "/p", "/", true),
                List.of(
                    new Environment.Distribution(
                        "numpy",
                        "2.0",
                        "index",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())),
                List.of("numpy"),
                Optional.empty(),
                List.of(),
                new Environment.Platform("Linux", "6", "x86_64", "D", "glibc 2", "C", "utf-8"),
                Optional.empty(),
                List.of())),
        List.of(new Variable("HOME", Optional.empty(), false)),
        List.of(new Parameter("lr", "1e-3", "float", "argparse")),
        List.of(
            new DataFile(
                "/d",
                Optional.empty(),
                Optional.of(DIGEST),
                3,
                true,
                Optional.empty(),
                Optional.empty())),
        List.of(),
        new Randomness(List.of(new Randomness.Seed("numpy", "1", "program")), List.of(), Map.of()),
        new Hardware("cpu", List.of("avx2"), 2, 1, 1, 1, List.of()),
        new Outcome(OptionalInt.of(0), Optional.empty(), 1, 2, 3, 0.5, 4, List.of()),
        Map.of(Part.CODE, Completeness.COMPLETE),
        List.of(new Finding("unseeded", "m", "r")));
  }
}
