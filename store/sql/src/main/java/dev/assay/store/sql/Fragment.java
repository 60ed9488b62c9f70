package dev.assay.store.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A piece of SQL with the values of its question marks, in order. */
record Fragment(String sql, List<Object> binds) {
  static final Fragment TRUE = new Fragment("1=1", List.of());
  static final Fragment FALSE = new Fragment("1=0", List.of());

  Fragment {
    binds = List.copyOf(binds);
  }

  static Fragment of(String sql, Object... binds) {
    return new Fragment(sql, List.of(binds));
  }

  static Fragment and(List<Fragment> all) {
    return all.isEmpty() ? TRUE : joined(all, " AND ");
  }

  static Fragment or(List<Fragment> any) {
    return any.isEmpty() ? FALSE : joined(any, " OR ");
  }

  /** {@code expression IN (?, ...)}; an empty list holds for none. */
  static Fragment in(String expression, List<?> values) {
    if (values.isEmpty()) {
      return FALSE;
    }
    String marks = String.join(",", Collections.nCopies(values.size(), "?"));
    return new Fragment(expression + " IN (" + marks + ")", List.copyOf(values));
  }

  /** This piece with others after it. */
  Fragment then(Fragment... others) {
    StringBuilder text = new StringBuilder(sql);
    List<Object> all = new ArrayList<>(binds);
    for (Fragment other : others) {
      text.append(other.sql);
      all.addAll(other.binds);
    }
    return new Fragment(text.toString(), all);
  }

  Fragment then(String text) {
    return new Fragment(sql + text, binds);
  }

  Object[] values() {
    return binds.toArray();
  }

  private static Fragment joined(List<Fragment> parts, String word) {
    return new Fragment(
        parts.stream().map(Fragment::sql).collect(Collectors.joining(word, "(", ")")),
        parts.stream().flatMap(part -> part.binds.stream()).toList());
  }
}
