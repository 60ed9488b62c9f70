package dev.assay.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Failure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonToken;

class JsonTest {
  @Test
  void readsTreesAndTokens() {
    assertThat(Json.tree(utf8("{\"a\": [1, 2.5]}")).path("a").path(1).asDouble()).isEqualTo(2.5);
    assertThat(Json.<JsonToken>read(utf8(" 7 "), parser -> parser.nextToken()))
        .isEqualTo(JsonToken.VALUE_NUMBER_INT);
  }

  @Test
  void malformedDocumentsAreInvalidAndNameNoClass() {
    for (String wrong :
        List.of(
            "",
            " ",
            "{",
            "{\"a\":}",
            "[1,]",
            "nul",
            "{} {}",
            "'a'",
            "\"\\x\"",
            "\"a",
            "01",
            "{\"a\" 1}",
            "\u0000")) {
      assertInvalid(utf8(wrong), wrong);
    }
    assertInvalid(new byte[] {'"', (byte) 0xc3, (byte) 0x28, '"'}, "broken UTF-8");
    assertInvalid(new byte[] {'"', (byte) 0xff, '"'}, "no UTF-8");
  }

  @Test
  void tokensFailLikeTreesAndLeaveNothingBehind() {
    assertThatThrownBy(() -> Json.<JsonToken>read(utf8("}"), parser -> parser.nextToken()))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("not valid JSON (line 1, column 1)");
    assertThatThrownBy(() -> Json.<JsonToken>read(utf8("1 2"), parser -> parser.nextToken()))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("more than one");
  }

  @Test
  void depthIsLimited() {
    int most = Json.NESTING_DEPTH_MAX;
    assertThat(Json.tree(utf8("[".repeat(most) + "]".repeat(most))).isArray()).isTrue();
    assertInvalid(utf8("[".repeat(most + 1) + "]".repeat(most + 1)), "too deep");
    assertInvalid(utf8("{\"a\":".repeat(100_000)), "far too deep");
  }

  @Test
  void numbersAreLimited() {
    assertThat(Json.tree(utf8("1".repeat(Json.NUMBER_CHARS_MAX))).isNumber()).isTrue();
    assertInvalid(utf8("1".repeat(Json.NUMBER_CHARS_MAX + 1)), "too long a number");
  }

  @Test
  void numbersThatJsonLacksAreReadBareAndWrittenAsText() {
    assertThat(Json.tree(utf8("[NaN, -Infinity]")).path(1).asDouble())
        .isEqualTo(Double.NEGATIVE_INFINITY);
    byte[] written = Json.write(generator -> generator.writeNumber(Double.NaN));
    assertThat(new String(written, StandardCharsets.UTF_8)).isEqualTo("\"NaN\"");
  }

  private static void assertInvalid(byte[] document, String what) {
    assertThatThrownBy(() -> Json.tree(document))
        .as(what)
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID);
              assertThat(failure.getMessage())
                  .doesNotContain("jackson", "StreamRead", "Exception", "[Source", ".java");
            });
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
