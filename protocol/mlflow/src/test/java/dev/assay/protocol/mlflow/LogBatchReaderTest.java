package dev.assay.protocol.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Failure;
import dev.assay.core.metric.MetricPoint;
import dev.assay.protocol.mlflow.LogBatchReader.Batch;
import dev.assay.protocol.mlflow.LogBatchReader.Dataset;
import dev.assay.protocol.mlflow.LogBatchReader.Measured;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LogBatchReaderTest {
  private static Batch read(String body) {
    return LogBatchReader.read(body.getBytes(StandardCharsets.UTF_8));
  }

  private static String metrics(int count) {
    String one = "{\"key\":\"k\",\"value\":1,\"timestamp\":1},";
    return "\"metrics\":[" + one.repeat(count).substring(0, one.length() * count - 1) + "]";
  }

  private static String pairs(String name, int count) {
    StringBuilder pairs = new StringBuilder("\"" + name + "\":[");
    for (int i = 0; i < count; i++) {
      pairs.append(i == 0 ? "" : ",").append("{\"key\":\"k").append(i).append("\",\"value\":\"\"}");
    }
    return pairs + "]";
  }

  @Test
  void readsAllThatABatchMayHold() {
    Batch batch =
        read(
            """
            {"unknown":{"deep":[1,{"run_id":2}]},"runId":"r",
             "metrics":[{"key":"a","value":0.5,"timestamp":7,"step":-3,"run_id":"r","x":[{}]},
              {"key":"b","value":"Infinity","timestamp":"8","model_id":"m","dataset_name":"d",
               "dataset_digest":"e"}],
             "params":[{"key":"p","value":"1"},{"key":"q"}],
             "tags":[{"key":"t","value":"1"},{"key":"t","value":"2"}]}""");
    MetricPoint second = new MetricPoint("b", Double.POSITIVE_INFINITY, 8, 0);
    assertThat(batch.runId()).isEqualTo("r");
    assertThat(batch.points()).containsExactly(new MetricPoint("a", 0.5, 7, -3), second);
    assertThat(batch.measured())
        .containsExactly(new Measured(second, "m", Optional.of(new Dataset("d", "e"))));
    assertThat(batch.params()).containsOnly(Map.entry("p", "1"), Map.entry("q", ""));
    assertThat(batch.tags()).containsOnly(Map.entry("t", "2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "not json", "[1]", "\"text\"", "{\"run_id\":\"r\"", "{}", "{\"run_id\":\"\"}"})
  void bodiesWithoutARunLackTheRun(String body) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("Missing value for required parameter 'run_id'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"value\":1,\"timestamp\":1}|'metrics[0].key'",
        "{\"key\":\"\",\"value\":1,\"timestamp\":1}|'metrics[0].key'",
        "{\"key\":\"a\",\"timestamp\":1}|'metrics[0].value'",
        "{\"key\":\"a\",\"value\":null,\"timestamp\":1}|'metrics[0].value'",
        "{\"key\":\"a\",\"value\":1}|'metrics[0].timestamp'"
      })
  void namesTheMissingField(String metric, String name) {
    assertThatThrownBy(() -> read("{\"run_id\":\"r\",\"metrics\":[" + metric + "]}"))
        .hasMessageStartingWith(
            "Missing value for required parameter '" + name.replace("'", "") + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"key\":1,\"value\":1,\"timestamp\":1}",
        "{\"key\":\"a\",\"value\":true,\"timestamp\":1}",
        "{\"key\":\"a\",\"value\":[1],\"timestamp\":1}",
        "{\"key\":\"a\",\"value\":1,\"timestamp\":1.5}",
        "{\"key\":\"a\",\"value\":1,\"timestamp\":-1}",
        "{\"key\":\"a\",\"value\":1e999,\"timestamp\":1}",
        "{\"key\":\"a\",\"value\":1,\"timestamp\":99999999999999999999}",
        "{\"key\":\"a;b\",\"value\":1,\"timestamp\":1}",
        "{\"key\":\"../a\",\"value\":1,\"timestamp\":1}",
        "{\"key\":\"a\",\"value\":1,\"timestamp\":1,\"model_id\":\"m\",\"modelId\":\"m\"}",
        "{\"key\":\"a\",\"value\":1,\"timestamp\":1,\"dataset_name\":\"d\"}",
        "7"
      })
  void refusesFieldsThatDoNotParse(String metric) {
    assertThatThrownBy(() -> read("{\"run_id\":\"r\",\"metrics\":[" + metric + "]}"))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID))
        .hasMessageNotContaining("Missing");
  }

  @Test
  void refusesBatchesBeyondTheLimits() {
    assertThat(read("{\"run_id\":\"r\"," + metrics(1000) + "}").points()).hasSize(1000);
    for (String parts :
        new String[] {
          metrics(1001),
          pairs("params", 101),
          pairs("tags", 101),
          metrics(901) + "," + pairs("params", 100)
        }) {
      assertThatThrownBy(() -> read("{\"run_id\":\"r\"," + parts + "}"))
          .hasMessageStartingWith("A batch logging request can contain at most");
    }
  }

  @Test
  void cutsLongValuesByCharacter() {
    String long1 = "\uD83D\uDE00".repeat(8100);
    Batch batch =
        read(
            "{\"run_id\":\"r\",\"params\":[{\"key\":\"p\",\"value\":\""
                + long1
                + "\"}],\"tags\":[{\"key\":\"t\",\"value\":\""
                + long1
                + "\"}]}");
    assertThat(batch.params().get("p")).isEqualTo("\uD83D\uDE00".repeat(6000));
    assertThat(batch.tags().get("t")).isEqualTo("\uD83D\uDE00".repeat(8000));
  }

  @Test
  void randomBodiesEndInABatchOrARefusal() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    byte[] good =
        ("{\"run_id\":\"r\"," + metrics(3) + "," + pairs("tags", 2) + "}")
            .getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 20_000; round++) {
      byte[] body = good.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        body[random.nextInt(body.length)] =
            (byte) "{}[]\",:0-.en \\\u00ff".charAt(random.nextInt(15));
      }
      try {
        LogBatchReader.read(body);
      } catch (Failure failure) {
        assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID);
      } catch (RuntimeException e) {
        throw new AssertionError(
            "seed " + seed + ": " + new String(body, StandardCharsets.UTF_8), e);
      }
    }
  }
}
