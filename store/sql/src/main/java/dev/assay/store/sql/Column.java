package dev.assay.store.sql;

/** Where a field that is searched or sorted by stands in SQL. */
sealed interface Column {
  /** How its values are kept. */
  enum Type {
    TEXT,
    WHOLE,
    /** As {@link SortableDouble} keeps them. */
    REAL
  }

  Type type();

  /** The expression of its value, where that is in scope. */
  String value();

  /** A column of the row itself; NULL stands for a field the row lacks. */
  record Own(String value, Type type, boolean nullable) implements Column {
    static Own text(String value) {
      return new Own(value, Type.TEXT, false);
    }

    static Own whole(String value) {
      return new Own(value, Type.WHOLE, false);
    }
  }

  /**
   * Values in rows of another table; a condition holds when any of them meets it.
   *
   * @param from the table and the condition that ties its rows to the searched row
   * @param firstBy which of several values a sort takes: the first in this order; empty when there
   *     is at most one
   */
  record Side(Fragment from, String value, Type type, String firstBy) implements Column {
    /** The rows of a table of names and values, which belong to the searched row by a column. */
    static Side named(String table, String owner, String name) {
      Fragment from = Fragment.of(table + " f WHERE f." + owner + " = m.id AND f.name = ?", name);
      return new Side(from, "f.value", Type.TEXT, "");
    }
  }
}
