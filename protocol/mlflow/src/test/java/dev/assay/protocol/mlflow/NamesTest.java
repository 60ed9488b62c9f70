package dev.assay.protocol.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Failure;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"a", "a/b", "a b", "a.b-c_d:e", "ключ", "變數", ".hidden", "a/.b", "a..b", " "})
  void takesPlainNames(String key) {
    assertThat(Names.key("key", key)).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "/a", "a/", "a//b", ".", "..", "../a", "..a", "a/../b", "./a", "a\nb", "a;b", "a\\b",
        "a\0"
      })
  void refusesNamesThatAreNoFileNames(String key) {
    assertThatThrownBy(() -> Names.key("key", key)).isInstanceOf(Failure.class);
  }

  @Test
  void lengthsCountByCharacter() {
    String longest = "\uD835\uDC00".repeat(Names.KEY_CHARS_MAX);
    assertThat(Names.key("key", longest)).isEqualTo(longest);
    assertThatThrownBy(() -> Names.key("key", longest + "a"))
        .hasMessage("'key' exceeds the maximum length of 250 characters");
  }

  @Test
  void whatPassesAtAGlancePassesTheWholeCheck() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 50_000; round++) {
      StringBuilder key = new StringBuilder();
      for (int i = random.nextInt(8); i >= 0; i--) {
        key.append("ab./-: _;é".charAt(random.nextInt(10)));
      }
      if (Names.isPlainKey(key.toString())) {
        assertThat(Names.key("key", key.toString())).as("seed %d", seed).isEqualTo(key.toString());
      }
    }
  }
}
