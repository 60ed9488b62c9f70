package dev.assay.repro.rerun;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ArgumentsTest {
  @Test
  void readsTheParametersOfACommandLine() {
    assertThat(
            Arguments.params(
                List.of("python", "t.py", "--lr", "0.1", "--n-jobs=-1", "x", "--fast", "-d", "-3")))
        .isEqualTo(Map.of("lr", "0.1", "n_jobs", "-1", "fast", "true", "d", "-3"));
  }

  @Test
  void putsAnotherValueInPlace() {
    List<String> argv = List.of("python", "t.py", "--learning-rate", "0.1", "--depth=3", "k=v");

    assertThat(Arguments.with(argv, "learning_rate", "0.2").orElseThrow())
        .isEqualTo(List.of("python", "t.py", "--learning-rate", "0.2", "--depth=3", "k=v"));
    assertThat(Arguments.with(argv, "depth", "4").orElseThrow().get(4)).isEqualTo("--depth=4");
    assertThat(Arguments.with(argv, "k", "w").orElseThrow().getLast()).isEqualTo("k=w");
  }

  @Test
  void leavesWhatItCannotSee() {
    assertThat(Arguments.with(List.of("python", "t.py", "--lr", "1"), "depth", "2")).isEmpty();
    assertThat(Arguments.with(List.of("python", "t.py", "--fast", "--x"), "fast", "no")).isEmpty();
  }
}
