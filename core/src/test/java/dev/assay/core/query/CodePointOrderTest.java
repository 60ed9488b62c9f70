package dev.assay.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CodePointOrderTest {
  private static final List<String> PIECES =
      List.of("a", "B", "é", "\uD7FF", "\uE000", "\uFF5E", "\uFFFF", "😀", "\uD800\uDC00", "");

  @Test
  void sortsAsUtf8BytesSort() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      String left = text(random);
      String right = text(random);
      int expected =
          Arrays.compareUnsigned(
              left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
      assertThat(Integer.signum(CodePointOrder.BY_CODE_POINT.compare(left, right)))
          .as("seed %s: '%s' and '%s'", seed, left, right)
          .isEqualTo(Integer.signum(expected));
    }
  }

  @Test
  void cutsBetweenCodePoints() {
    assertThat(CodePointOrder.prefix("a😀b", 2)).isEqualTo("a😀");
    assertThat(CodePointOrder.prefix("a😀b", 1)).isEqualTo("a");
    assertThat(CodePointOrder.prefix("a😀b", 3)).isEqualTo("a😀b");
    assertThat(CodePointOrder.prefix("a😀b", 9)).isEqualTo("a😀b");
    assertThat(CodePointOrder.prefix("", 1)).isEmpty();
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
