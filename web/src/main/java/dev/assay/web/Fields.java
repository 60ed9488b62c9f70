package dev.assay.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Named texts where a name can stand several times: a query or headers. Immutable; names in order
 * of appearance.
 */
public final class Fields {
  public static final Fields NONE = new Fields(Map.of());

  private final Map<String, List<String>> values;

  private Fields(Map<String, List<String>> values) {
    this.values = values;
  }

  /** The first value of {@code name}; headers are asked for by their lower-case name. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** Every value of {@code name} in the order sent; empty when there is none. */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  public Set<String> names() {
    return values.keySet();
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** Names only: values can hold secrets. */
  @Override
  public String toString() {
    return values.keySet().toString();
  }

  /** Collects fields. */
  static final class Builder {
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    Builder add(String name, String value) {
      values.computeIfAbsent(name, absent -> new ArrayList<>(1)).add(value);
      return this;
    }

    Fields build() {
      values.replaceAll((name, list) -> List.copyOf(list));
      return new Fields(Collections.unmodifiableMap(values));
    }
  }
}
