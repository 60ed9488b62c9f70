package dev.assay.repro.execute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class CallerEnvironmentTest {
  @Test
  void bringsBackWhatTheLauncherChanged() {
    Map<String, String> own =
        Map.of(
            "ASSAY_CHANGED", "LC_ALL MALLOC_ARENA_MAX",
            "ASSAY_CALLER_LC_ALL", "POSIX",
            "LC_ALL", "C.UTF-8",
            "MALLOC_ARENA_MAX", "2",
            "HOME", "/h");

    assertThat(CallerEnvironment.before(own))
        .containsExactlyInAnyOrderEntriesOf(Map.of("LC_ALL", "POSIX", "HOME", "/h"));
  }

  @Test
  void leavesEverythingWhenTheLauncherChangedNothing() {
    assertThat(CallerEnvironment.before(Map.of("LC_ALL", "C"))).isEqualTo(Map.of("LC_ALL", "C"));
  }
}
