package dev.assay.core.query.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Failure;
import dev.assay.core.query.Filter;
import dev.assay.core.query.QueryCheck;
import dev.assay.core.query.parse.Grammar.Style;
import dev.assay.core.run.RunField;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random texts end in a filter every store takes, or in a refusal; never in anything else. */
final class GrammarFuzzTest {
  private static final int ROUNDS = 20_000;
  private static final List<String> PIECES =
      List.of(
          "metrics",
          ".",
          "m",
          "params",
          "tags",
          "`",
          "'",
          "\"",
          "(",
          ")",
          ",",
          "=",
          "!=",
          "<",
          ">=",
          " ",
          "AND",
          "OR",
          "NOT",
          "IN",
          "IS",
          "NULL",
          "LIKE",
          "ILIKE",
          "1",
          "-",
          "1e5",
          ".5",
          "x y",
          "run_id",
          "status",
          "max",
          "dataset.name",
          ";",
          "\0",
          "\\",
          "%",
          "é",
          "\uD83D",
          "\n",
          "metrics.m > 1",
          "params.p = 'a'",
          "start_time",
          "DESC",
          "ASC",
          "e999");

  @Test
  void randomTextsEndInAFilterOrARefusal() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      String text = text(random);
      Style style = random.nextBoolean() ? Style.PLAIN : Style.EXTENDED;
      try {
        Filter<RunField> filter = Grammar.filter(text, RunVocabulary.RUNS, style);
        QueryCheck.filter(filter, RunField::kind);
      } catch (Failure failure) {
        assertThat(failure.kind()).as("seed %d: %s", seed, text).isEqualTo(Failure.Kind.INVALID);
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("seed " + seed + ": " + text, e);
      }
    }
  }

  @Test
  void randomOrdersEndInTermsOrARefusal() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      String text = text(random);
      try {
        assertThat(Grammar.order(List.of(text), RunVocabulary.RUNS, Style.EXTENDED)).hasSize(1);
      } catch (Failure failure) {
        assertThat(failure.kind()).as("seed %d: %s", seed, text).isEqualTo(Failure.Kind.INVALID);
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("seed " + seed + ": " + text, e);
      }
    }
  }

  @Test
  void longTextsTakeLinearTime() {
    for (String piece : List.of("(", "a.", "'a' ", "- ", "`x`", "run_id IN ('a',", "=", "x AND ")) {
      String text = piece.repeat(Grammar.TEXT_LENGTH_MAX / piece.length());
      long start = System.nanoTime();
      try {
        Grammar.filter(text, RunVocabulary.RUNS, Style.EXTENDED);
      } catch (Failure expected) {
        assertThat(expected.kind()).isEqualTo(Failure.Kind.INVALID);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as(piece)
          .isLessThan(Duration.ofSeconds(5));
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int pieces = random.nextInt(20);
    for (int i = 0; i < pieces; i++) {
      boolean isRaw = random.nextInt(20) == 0;
      text.append(
          isRaw
              ? Character.toString(random.nextInt(0x3000))
              : PIECES.get(random.nextInt(PIECES.size())));
      if (random.nextBoolean()) {
        text.append(' ');
      }
    }
    return text.toString();
  }
}
