package dev.assay.protocol.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.web.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request and the answer it must get, as a file of examples has them: {@code METHOD path body?},
 * then {@code status body?}. In an answer the text {@code <any>} stands for any text, {@code <t>}
 * for any whole number, and {@code <name>} for a text that is remembered and put in for {@code
 * <name>} wherever it stands later.
 */
record Exchange(String method, String path, Optional<String> body, int status, String answer) {
  private static final Pattern VARIABLE = Pattern.compile("<[a-z0-9]+>");

  static List<Exchange> inFile(String name) {
    List<Exchange> exchanges = new ArrayList<>();
    for (String text : read(name).split("\\n\\s*\\n", -1)) {
      String plain =
          text.lines()
              .filter(line -> !line.startsWith("#"))
              .reduce("", (a, b) -> a + b.strip() + "\n")
              .strip();
      if (!plain.isEmpty()) {
        exchanges.add(parse(plain));
      }
    }
    return exchanges;
  }

  private static Exchange parse(String text) {
    int answerAt =
        Pattern.compile("\\n(?=[0-9]{3}( |$))")
            .matcher(text)
            .results()
            .findFirst()
            .orElseThrow()
            .start();
    String[] request = text.substring(0, answerAt).split("\\s+", 3);
    String[] answer = text.substring(answerAt + 1).split("\\s+", 2);
    return new Exchange(
        request[0],
        request[1],
        request.length > 2 ? Optional.of(request[2]) : Optional.empty(),
        Integer.parseInt(answer[0]),
        answer.length > 1 ? answer[1] : "");
  }

  private static String read(String name) {
    try (InputStream in = Exchange.class.getResourceAsStream("wire/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no file of examples " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends the request and compares the answer. */
  void play(WireServer server, Map<String, String> variables) {
    Map<String, String> headers =
        method.equals("POST") ? Map.of("Content-Type", "application/json") : Map.of();
    WireServer.Answer got =
        server.send(
            method, filled(path, variables), body.map(text -> filled(text, variables)), headers);
    assertThat(got.status()).as("%s", got.body()).isEqualTo(status);
    if (!answer.isEmpty()) {
      JsonNode wanted = Json.tree(answer.getBytes(StandardCharsets.UTF_8));
      compare("", wanted, got.body(), variables);
    }
  }

  private static String filled(String text, Map<String, String> variables) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            found -> {
              String value = variables.get(found.group());
              assertThat(value).as("no answer held %s before", found.group()).isNotNull();
              return value;
            });
  }

  private static void compare(
      String at, JsonNode wanted, JsonNode got, Map<String, String> variables) {
    switch (wanted) {
      case ObjectNode object -> {
        assertThat(names(got))
            .as("%s in %s", at, got)
            .containsExactlyInAnyOrderElementsOf(names(object));
        names(object)
            .forEach(name -> compare(at + "." + name, object.get(name), got.get(name), variables));
      }
      case ArrayNode array -> {
        assertThat(got.size()).as("size of %s: %s", at, got).isEqualTo(array.size());
        for (int i = 0; i < array.size(); i++) {
          compare(at + "[" + i + "]", array.get(i), got.get(i), variables);
        }
      }
      default -> compareValue(at, wanted, got, variables);
    }
  }

  private static void compareValue(
      String at, JsonNode wanted, JsonNode got, Map<String, String> variables) {
    String text = wanted.isString() ? wanted.stringValue() : "";
    if (text.equals("<t>")) {
      assertThat(got.isIntegralNumber()).as("%s is a number: %s", at, got).isTrue();
      return;
    }
    if (VARIABLE.matcher(text).matches() && !variables.containsKey(text)) {
      assertThat(got.isString()).as("%s is a text: %s", at, got).isTrue();
      if (!text.equals("<any>")) {
        variables.put(text, got.stringValue());
      }
      return;
    }
    if (wanted.isString()) {
      assertThat(got.isString()).as("%s is a text: %s", at, got).isTrue();
      assertThat(got.stringValue()).as(at).isEqualTo(filled(text, variables));
      return;
    }
    assertThat(got).as(at).isEqualTo(wanted);
  }

  private static List<String> names(JsonNode node) {
    return node instanceof ObjectNode object ? List.copyOf(object.propertyNames()) : List.of();
  }
}
