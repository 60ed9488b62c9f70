package dev.assay.protocol.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Failure;
import dev.assay.core.artifact.ArtifactPath;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which paths are taken as they are, and which are refused. */
final class PathChecksTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b.txt",
        "dir/ünï✓.txt",
        "p+q&r=s.txt",
        "100%.txt",
        "a%20b.txt",
        "[1]{2}.txt",
        "it's;ok,@$!.txt",
        ".hidden",
        "..hidden",
        "img+1+2.png",
        "a/...",
        "C:/x"
      })
  void takesNamesAsTheyAre(String text) {
    assertThat(PathChecks.path(text).toString()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        "a/../b",
        "a/..",
        "./a",
        "a//b",
        "/etc/passwd",
        "a/",
        "a\\..\\b",
        "a#b",
        "a\0b",
        "a\nb",
        "%2e%2e/x",
        "%2e%2e%2fx",
        "%252e%252e%252fx",
        "a%5c..%5cb",
        "a%2500b",
        "%2Fetc",
        "a%23b",
        "x%00",
        "%25252525252525252525252541"
      })
  void refusesWhatLeadsElsewhereInAnyDecoding(String text) {
    assertThatThrownBy(() -> PathChecks.path(text))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID))
        .hasMessageStartingWith("Invalid path");
  }

  @Test
  void emptyTextIsTheRoot() {
    assertThat(PathChecks.path("")).isEqualTo(ArtifactPath.ROOT);
  }

  @Test
  void folderMayEndInOneSlash() {
    assertThat(PathChecks.folder("a/b/")).isEqualTo(new ArtifactPath(List.of("a", "b")));
    assertThatThrownBy(() -> PathChecks.folder("a//")).isInstanceOf(Failure.class);
  }

  @Test
  void givesEveryDecoding() {
    assertThat(PathChecks.decodings("%252e")).containsExactly("%252e", "%2e", ".");
    assertThat(PathChecks.decodings("100%")).containsExactly("100%");
    assertThat(PathChecks.decodings("a+b%2B")).containsExactly("a+b%2B", "a+b+");
  }
}
