package dev.assay.web;

import dev.assay.core.Failure;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON as this server reads and writes it: UTF-8 with limits, as a stream of tokens where speed
 * counts and as a tree elsewhere. The literals {@code NaN} and {@code Infinity} are let through as
 * numbers; what they mean is the protocol's decision. Thread-safe.
 */
public final class Json {
  /** Arrays and objects within each other; real requests need fewer than ten. */
  public static final int NESTING_DEPTH_MAX = 200;

  /** Digits and signs of one number; a double needs fewer than 30, some writers send hundreds. */
  public static final int NUMBER_CHARS_MAX = 1_000;

  /** Characters of one text: profiles of data sets come near 17 million. */
  public static final int STRING_CHARS_MAX = 20_000_000;

  /** Characters of one key of an object. */
  public static final int NAME_CHARS_MAX = 50_000;

  /** Bytes of one document, whatever the route permits. */
  public static final long DOCUMENT_BYTES_MAX = 256L * 1024 * 1024;

  private static final int OUTPUT_BYTES_FIRST = 1024;
  private static final Pattern CONSTRAINT_SOURCE = Pattern.compile(", from `[^`]*`");
  private static final Pattern SOURCE_REFERENCE =
      Pattern.compile("\\s*\\(start marker.*|\\s+at \\[Source.*", Pattern.DOTALL);

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(NESTING_DEPTH_MAX)
                  .maxNumberLength(NUMBER_CHARS_MAX)
                  .maxStringLength(STRING_CHARS_MAX)
                  .maxNameLength(NAME_CHARS_MAX)
                  .maxDocumentLength(DOCUMENT_BYTES_MAX)
                  .build())
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private static final JsonMapper MAPPER =
      JsonMapper.builder(FACTORY).disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private Json() {}

  /**
   * Reads {@code document} as tokens. The reader starts before the first token; after it, nothing
   * but white space may be left.
   *
   * @throws Failure INVALID where the document is not JSON or breaks a limit
   */
  public static <T> T read(byte[] document, Function<JsonParser, T> reader) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), document)) {
      T value = reader.apply(parser);
      JsonToken rest = parser.nextToken();
      if (rest != null) {
        throw Failure.invalid("the body holds more than one JSON document");
      }
      return value;
    } catch (JacksonException e) {
      throw malformed(e);
    }
  }

  /**
   * Reads {@code document} as a tree.
   *
   * @throws Failure INVALID where the document is empty, not JSON or breaks a limit
   */
  public static JsonNode tree(byte[] document) {
    JsonNode tree = read(document, parser -> MAPPER.readTree(parser));
    if (tree == null || tree.isMissingNode()) {
      throw Failure.invalid("the body is empty where a JSON document is needed");
    }
    return tree;
  }

  /** An empty object to fill. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /**
   * Encodes what {@code writer} generates. Numbers that JSON lacks are written as the texts "NaN",
   * "Infinity".
   */
  public static byte[] write(Consumer<JsonGenerator> writer) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(OUTPUT_BYTES_FIRST);
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      writer.accept(generator);
    }
    return out.toByteArray();
  }

  public static byte[] encode(JsonNode document) {
    return MAPPER.writeValueAsBytes(document);
  }

  /**
   * Checks that the request declares a JSON body, in lower case and with no more than parameters
   * after it. Forms and plain text, which any web page can send, are refused with it.
   *
   * @throws Failure INVALID otherwise
   */
  public static void requireContentType(Request request) {
    String sent = request.contentType().orElse("");
    int semicolon = sent.indexOf(';');
    String type = semicolon < 0 ? sent : sent.substring(0, semicolon);
    if (!type.strip().equals("application/json")) {
      throw Failure.invalid(
          "Bad Request. Content-Type must be application/json, not '" + sent + "'");
    }
  }

  private static Failure malformed(JacksonException e) {
    String reason = e.getOriginalMessage() == null ? "unreadable" : e.getOriginalMessage();
    reason = SOURCE_REFERENCE.matcher(reason).replaceAll("");
    if (e instanceof StreamConstraintsException) {
      return Failure.invalid(
          "the JSON body breaks a limit: " + CONSTRAINT_SOURCE.matcher(reason).replaceAll(""));
    }
    TokenStreamLocation where = e.getLocation();
    String place =
        where == null || where.getLineNr() < 0
            ? ""
            : " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")";
    return Failure.invalid("the body is not valid JSON" + place + ": " + reason);
  }
}
