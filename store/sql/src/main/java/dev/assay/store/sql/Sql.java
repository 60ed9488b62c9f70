package dev.assay.store.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A text of SQL being written, with the values of its parameters. Used by one thread. */
final class Sql {
  private final StringBuilder text = new StringBuilder(256);
  private final List<@Nullable Object> values = new ArrayList<>();

  static Sql of(String text, @Nullable Object... values) {
    return new Sql().add(text, values);
  }

  Sql add(String more, @Nullable Object... moreValues) {
    text.append(more);
    Collections.addAll(values, moreValues);
    return this;
  }

  Sql add(Sql more) {
    text.append(more.text);
    values.addAll(more.values);
    return this;
  }

  String text() {
    return text.toString();
  }

  @Nullable Object[] values() {
    return values.toArray();
  }

  /** The values, none of which is null. */
  List<Object> bound() {
    List<Object> bound = new ArrayList<>();
    values.forEach(value -> bound.add(Objects.requireNonNull(value)));
    return bound;
  }

  /** {@code (?, ?, ?)}. */
  static String placeholders(int count) {
    return "(" + "?, ".repeat(count - 1) + "?)";
  }
}
