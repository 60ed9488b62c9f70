package dev.assay.core.memory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Immutable rows by key; every change can be undone. Used only while the lock of its {@link
 * UndoLog} is held.
 */
final class Table<K, V> {
  private final UndoLog undoLog;
  private final Map<K, V> rows = new HashMap<>();

  Table(UndoLog undoLog) {
    this.undoLog = undoLog;
  }

  Optional<V> find(K key) {
    return Optional.ofNullable(rows.get(key));
  }

  V get(K key, V otherwise) {
    return rows.getOrDefault(key, otherwise);
  }

  boolean has(K key) {
    return rows.containsKey(key);
  }

  /** All rows, in no order. */
  List<V> all() {
    return List.copyOf(rows.values());
  }

  /** The keys that meet a condition, in no order. */
  List<K> keys(Predicate<K> condition) {
    return rows.keySet().stream().filter(condition).toList();
  }

  void put(K key, V row) {
    V before = rows.put(key, row);
    undoLog.onRollback(() -> restore(key, before));
  }

  /** Removes a row; false when there is none. */
  boolean remove(K key) {
    V before = rows.remove(key);
    if (before == null) {
      return false;
    }
    undoLog.onRollback(() -> restore(key, before));
    return true;
  }

  private void restore(K key, @Nullable V before) {
    if (before == null) {
      rows.remove(key);
    } else {
      rows.put(key, before);
    }
  }
}
