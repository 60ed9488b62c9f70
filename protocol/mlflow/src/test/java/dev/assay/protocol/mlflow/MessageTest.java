package dev.assay.protocol.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Failure;
import dev.assay.core.run.Status;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageTest {
  private static Message read(String body) {
    return Message.ofBody(body.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[1]", "7", "null", "\"text\""})
  void whatIsNotAnObjectCountsAsEmpty(String body) {
    Message message = read(body);
    assertThat(message.text("a")).isEmpty();
    assertThatThrownBy(() -> message.requiredText("a"))
        .hasMessageStartingWith("Missing value for required parameter 'a'.");
  }

  @Test
  void jsonInsideATextIsReadToo() {
    assertThat(read("\"{\\\"a\\\":\\\"b\\\"}\"").text("a")).contains("b");
  }

  @Test
  void namesAreReadInBothSpellingsButNotInBothAtOnce() {
    assertThat(read("{\"run_id\":\"x\"}").text("run_id")).contains("x");
    assertThat(read("{\"runId\":\"x\"}").text("run_id")).contains("x");
    assertThatThrownBy(() -> read("{\"runId\":\"x\",\"run_id\":\"x\"}").text("run_id"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("are one field");
  }

  @ParameterizedTest
  @CsvSource({
    "7,7",
    "\"7\",7",
    "7.0,7",
    "7e2,700",
    "-9223372036854775808,-9223372036854775808",
    "'\"-3\"',-3"
  })
  void wholeNumbersComeInManyForms(String json, long wanted) {
    assertThat(read("{\"n\":" + json + "}").wholeNumber("n")).contains(wanted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2.5",
        "\"x\"",
        "\"1.0\"",
        "9223372036854775808",
        "true",
        "[1]",
        "{}",
        "NaN",
        "1e400",
        "\"\""
      })
  void whatIsNoWholeNumberIsRefused(String json) {
    assertThatThrownBy(() -> read("{\"n\":" + json + "}").wholeNumber("n"))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("Invalid value ")
        .hasMessageContaining("for parameter 'n' supplied");
  }

  @Test
  void nullIsAbsent() {
    assertThat(read("{\"n\":null,\"t\":null}").wholeNumber("n")).isEmpty();
    assertThat(read("{\"n\":null,\"t\":null}").text("t")).isEmpty();
  }

  @Test
  void enumsComeByNameAndByNumber() {
    for (String json : new String[] {"\"KILLED\"", "5", "\"5\""}) {
      assertThat(read("{\"status\":" + json + "}").choice("status", Choices.RUN_STATUSES))
          .contains(Status.INTERRUPTED);
    }
    assertThatThrownBy(() -> read("{\"status\":\"DONE\"}").choice("status", Choices.RUN_STATUSES))
        .hasMessageStartingWith("Invalid value \"DONE\" for parameter 'status' supplied");
  }

  @Test
  void nestedFieldsAreNamedByTheirPath() {
    Message message = read("{\"tags\":[{\"key\":\"a\"},{\"value\":\"b\"}]}");
    Message second = message.messages("tags").get(1);
    assertThatThrownBy(() -> second.requiredText("key"))
        .hasMessageStartingWith("Missing value for required parameter 'tags[1].key'.");
    assertThatThrownBy(() -> read("{\"tags\":[1]}").messages("tags"))
        .hasMessageStartingWith("Invalid value [1] for parameter 'tags' supplied");
  }

  @Test
  void aSingleValueIsAListOfOne() {
    assertThat(read("{\"ids\":\"7\"}").texts("ids")).containsExactly("7");
    assertThat(read("{}").texts("ids")).isEmpty();
  }
}
