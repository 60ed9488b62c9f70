package dev.assay.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

final class LikePatternTest {
  private static final List<String> PIECES = List.of("a", "b", "A", "😀", "%", "_", "\\", "é");

  @Test
  void matchesAsTheSameRegularExpressionDoes() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      String pattern = text(random);
      String text = text(random);
      boolean ignoreCase = random.nextBoolean();
      assertThat(new LikePattern(pattern, ignoreCase).matches(text))
          .as("seed %s: '%s' like '%s'", seed, text, pattern)
          .isEqualTo(expression(pattern, ignoreCase).matcher(text).matches());
    }
  }

  @Test
  void endsSoonOnAnEvilPattern() {
    LikePattern evil = new LikePattern("%a".repeat(500) + "b", false);
    Assertions.assertTimeout(
        Duration.ofSeconds(5), () -> assertThat(evil.matches("a".repeat(5_000))).isFalse());
  }

  private static Pattern expression(String like, boolean ignoreCase) {
    String regex =
        like.codePoints()
            .mapToObj(Character::toString)
            .map(each -> each.equals("%") ? ".*" : each.equals("_") ? "." : Pattern.quote(each))
            .collect(Collectors.joining());
    return Pattern.compile(regex, Pattern.DOTALL | (ignoreCase ? Pattern.CASE_INSENSITIVE : 0));
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
