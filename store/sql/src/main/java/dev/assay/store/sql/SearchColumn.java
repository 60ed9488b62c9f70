package dev.assay.store.sql;

import dev.assay.core.query.Filter.Value;
import dev.assay.core.query.Order;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a field of searched rows is written in SQL.
 *
 * @param expression its value; {@code @} stands for the alias of the table beside
 * @param kind how values are kept
 * @param present whether every row has it
 * @param beside the table that holds it when it is not in the row itself
 */
record SearchColumn(String expression, Kind kind, boolean present, @Nullable Beside beside) {
  /** How values are kept. */
  enum Kind {
    TEXT,
    /** Texts so short that orders look at all of them. */
    WORD,
    /** Whole numbers. */
    NUMBER,
    /** Doubles as {@link SortableDouble} writes them: NULL is NaN. */
    DOUBLE
  }

  /**
   * A table beside the searched one.
   *
   * @param link which of its rows belong to the searched row; {@code @} stands for its alias
   * @param values the values of parameters in {@code link}
   * @param mark a column that is never NULL in it
   */
  record Beside(String table, String link, List<Object> values, String mark) {
    Sql linked(String alias) {
      return Sql.of(link.replace("@", alias), values.toArray());
    }
  }

  static SearchColumn text(String expression) {
    return new SearchColumn(expression, Kind.TEXT, true, null);
  }

  static SearchColumn word(String expression) {
    return new SearchColumn(expression, Kind.WORD, true, null);
  }

  static SearchColumn number(String expression) {
    return new SearchColumn(expression, Kind.NUMBER, true, null);
  }

  /** The column of a row that may hold NULL. */
  SearchColumn optional() {
    return new SearchColumn(expression, kind, false, null);
  }

  static SearchColumn beside(Beside beside, String expression, Kind kind) {
    return new SearchColumn(expression, kind, false, beside);
  }

  /**
   * Texts in a table of names and values, whose rows belong to the searched row {@code m} by the
   * column {@code owner}.
   */
  static SearchColumn named(String table, String owner, String name) {
    Beside beside =
        new Beside(table, "@." + owner + " = m.id AND @.name = ?", List.of(name), owner);
    return beside(beside, "@.value", Kind.TEXT);
  }

  /** The value, in terms of this alias of the table beside. */
  String value(String alias) {
    return expression.replace("@", alias);
  }

  /** What orders look at, in terms of this alias of the table beside. */
  String key(String alias) {
    return kind == Kind.TEXT
        ? "substr(" + value(alias) + ", 1, " + Order.TEXT_LENGTH_MAX + ")"
        : value(alias);
  }

  /** The parameter that compares with {@link #key}. */
  Object parameter(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.Numeric(double number) ->
          kind == Kind.DOUBLE ? (Object) SortableDouble.ordered(number) : whole(number);
    };
  }

  /** Whole numbers as such, so that indexes of whole numbers serve. */
  private static Object whole(double number) {
    return number == Math.rint(number) && Math.abs(number) < 0x1p62
        ? (Object) (long) number
        : (Object) number;
  }

  /** Reads a key back from two columns: the class (0 value, 1 NaN, 2 nothing) and the key. */
  Optional<Value> read(ResultSet row, int column) throws SQLException {
    return switch (row.getInt(column)) {
      case 2 -> Optional.empty();
      case 1 -> Optional.of(new Value.Numeric(Double.NaN));
      default -> Optional.of(present(row, column + 1));
    };
  }

  private Value present(ResultSet row, int column) throws SQLException {
    return switch (kind) {
      case TEXT, WORD -> new Value.Text(row.getString(column));
      case NUMBER -> new Value.Numeric(row.getLong(column));
      case DOUBLE -> new Value.Numeric(SortableDouble.value(row.getLong(column)));
    };
  }
}
