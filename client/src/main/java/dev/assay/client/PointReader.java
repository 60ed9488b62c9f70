package dev.assay.client;

import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** Reads lines of points as they arrive. For one thread. */
final class PointReader {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();
  private static final int POINTS_FIRST = 8 * 1024;

  private final JsonParser json;
  private String key = "";
  private long[] steps = new long[0];
  private long[] atMillis = new long[0];
  private double[] values = new double[0];

  private PointReader(JsonParser json) {
    this.json = json;
  }

  static void read(InputStream lines, Consumer<SeriesPart> each) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), lines)) {
      PointReader reader = new PointReader(json);
      while (json.nextToken() != null) {
        each.accept(reader.part());
      }
    } catch (JacksonIOException e) {
      throw Http.brokenOff(e);
    } catch (JacksonException e) {
      throw Message.unknown(e);
    }
  }

  private SeriesPart part() {
    require(json.currentToken() == JsonToken.START_OBJECT);
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      JsonToken token = json.nextToken();
      switch (name) {
        case "key" -> key = json.getString();
        case "steps" -> steps = longs(token);
        case "at" -> atMillis = longs(token);
        case "values" -> values = doubles(token);
        default -> json.skipChildren();
      }
    }
    require(steps.length == values.length && atMillis.length == values.length);
    return new SeriesPart(key, steps, atMillis, values);
  }

  private long[] longs(JsonToken start) {
    require(start == JsonToken.START_ARRAY);
    long[] read = new long[POINTS_FIRST];
    int size = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (size == read.length) {
        read = Arrays.copyOf(read, 2 * size);
      }
      read[size++] = json.getLongValue();
    }
    return Arrays.copyOf(read, size);
  }

  private double[] doubles(JsonToken start) {
    require(start == JsonToken.START_ARRAY);
    double[] read = new double[POINTS_FIRST];
    int size = 0;
    for (JsonToken item = json.nextToken(); item != JsonToken.END_ARRAY; item = json.nextToken()) {
      if (size == read.length) {
        read = Arrays.copyOf(read, 2 * size);
      }
      read[size++] =
          item == JsonToken.VALUE_STRING
              ? Double.parseDouble(json.getString())
              : json.getDoubleValue();
    }
    return Arrays.copyOf(read, size);
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw Message.unknown(null);
    }
  }
}
