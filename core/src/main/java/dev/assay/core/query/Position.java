package dev.assay.core.query;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.query.Filter.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Where a row stands in a total order: what it holds for each term, empty where it lacks the field.
 * As a {@link Cursor} it carries a digest of the order it belongs to. Texts are cut to what {@link
 * Order} looks at.
 */
public record Position(List<Optional<Value>> values) {
  private static final int ORDER_DIGEST_BYTES = 8;
  private static final int ABSENT = 0;
  private static final int NUMBER = 1;
  private static final int TEXT = 2;

  public Position {
    values = values.stream().map(value -> value.map(Position::cut)).toList();
  }

  /** The cursor that goes on after the row at this position. */
  public Cursor cursor(List<? extends Order<?>> order) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(orderDigest(order));
      for (Optional<Value> value : values) {
        write(out, value);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return new Cursor(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray()));
  }

  /**
   * Reads a cursor back.
   *
   * @throws Failure INVALID when it was not made by {@link #cursor} for this order
   */
  public static Position of(Cursor cursor, List<? extends Order<?>> order) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(decode(cursor)))) {
      if (!Arrays.equals(in.readNBytes(ORDER_DIGEST_BYTES), orderDigest(order))) {
        throw Failure.invalid("the page token was given out for another order of results");
      }
      List<Optional<Value>> values = new ArrayList<>();
      while (in.available() > 0) {
        values.add(read(in));
      }
      if (values.size() != order.size()) {
        throw unknown();
      }
      return new Position(values);
    } catch (IOException e) {
      throw unknown();
    }
  }

  private static byte[] decode(Cursor cursor) {
    try {
      return Base64.getUrlDecoder().decode(cursor.value());
    } catch (IllegalArgumentException e) {
      throw unknown();
    }
  }

  private static void write(DataOutputStream out, Optional<Value> value) throws IOException {
    if (value.isEmpty()) {
      out.writeByte(ABSENT);
      return;
    }
    switch (value.get()) {
      case Value.Numeric(double number) -> {
        out.writeByte(NUMBER);
        out.writeDouble(number);
      }
      case Value.Text(String text) -> {
        out.writeByte(TEXT);
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeShort(utf8.length);
        out.write(utf8);
      }
    }
  }

  private static Optional<Value> read(DataInputStream in) throws IOException {
    return switch (in.readByte()) {
      case ABSENT -> Optional.empty();
      case NUMBER -> Optional.of(new Value.Numeric(in.readDouble()));
      case TEXT -> Optional.of(new Value.Text(readText(in)));
      default -> throw unknown();
    };
  }

  private static String readText(DataInputStream in) throws IOException {
    byte[] utf8 = new byte[in.readUnsignedShort()];
    in.readFully(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static Value cut(Value value) {
    return switch (value) {
      case Value.Numeric number -> number;
      case Value.Text(String text) ->
          new Value.Text(CodePointOrder.prefix(text, Order.TEXT_LENGTH_MAX));
    };
  }

  private static byte[] orderDigest(List<? extends Order<?>> order) {
    return Arrays.copyOf(Digest.of(order.toString()).bytes(), ORDER_DIGEST_BYTES);
  }

  private static Failure unknown() {
    return Failure.invalid("the page token is not one this server gave out");
  }
}
