package dev.assay.testkit;

import dev.assay.core.project.ProjectId;
import dev.assay.core.query.FieldKind;
import dev.assay.core.query.Filter;
import dev.assay.core.query.Filter.Operator;
import dev.assay.core.query.Filter.Value;
import dev.assay.core.query.Order;
import dev.assay.core.query.Visibility;
import dev.assay.core.run.RunField;
import dev.assay.core.run.RunField.Aggregate;
import dev.assay.core.run.RunField.Attribute;
import dev.assay.core.run.RunQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Makes random but well-formed searches over a small vocabulary, so that many find something. */
final class RandomQueries {
  static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "A",
          "ab",
          "aB",
          "b",
          "10",
          "9",
          "a%b",
          "a_b",
          "ä",
          "Ä",
          "é",
          "\uFF5E",
          "😀",
          "a\\b",
          "'",
          "x".repeat(300),
          "x".repeat(256) + "y",
          "😀".repeat(256) + "z");
  static final List<Double> NUMBERS =
      List.of(
          0.0,
          -0.0,
          1.0,
          -1.0,
          0.1,
          1.5,
          2.0,
          1e300,
          -1e300,
          Double.MIN_VALUE,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY);
  private static final List<String> PATTERNS =
      List.of("%", "_", "a%", "%b", "%a%", "a_b", "A%", "__", "%\\%", "x%y", "%é%", "1_", "");

  private final Random random;
  private final List<ProjectId> projects;
  private final List<String> ids;
  private final List<Double> times;

  RandomQueries(Random random, List<ProjectId> projects, List<String> ids, List<Double> times) {
    this.random = random;
    this.projects = projects;
    this.ids = ids;
    this.times = times;
  }

  RunQuery next() {
    List<ProjectId> some =
        random.nextInt(4) == 0 ? projects : List.of(pick(projects), pick(projects));
    return new RunQuery(some, pick(List.of(Visibility.values())), filter(3), order());
  }

  static String metric(int number) {
    return "m" + number;
  }

  <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private List<Order<RunField>> order() {
    List<RunField> fields = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      RunField field = field();
      if (!(field instanceof RunField.Dataset) && !fields.contains(field)) {
        fields.add(field);
      }
    }
    return fields.stream().map(field -> new Order<>(field, random.nextBoolean())).toList();
  }

  private Filter<RunField> filter(int depth) {
    int choice = random.nextInt(depth > 0 ? 12 : 8);
    return switch (choice) {
      case 0 -> new Filter.Absent<>(field());
      case 1 -> new Filter.Present<>(field());
      case 8, 9 -> new Filter.And<>(filters(depth - 1));
      case 10, 11 -> new Filter.Or<>(filters(depth - 1));
      default -> condition(field());
    };
  }

  private List<Filter<RunField>> filters(int depth) {
    return IntStream.range(0, random.nextInt(4)).mapToObj(i -> filter(depth)).toList();
  }

  private Filter<RunField> condition(RunField field) {
    if (field.kind() == FieldKind.NUMBER) {
      Operator operator = pick(List.of(Operator.values()).subList(0, 6));
      return new Filter.Comparison<>(field, operator, new Value.Numeric(number(field)));
    }
    if (random.nextInt(4) == 0) {
      List<String> values =
          IntStream.range(0, random.nextInt(4)).mapToObj(i -> text(field)).toList();
      return new Filter.Membership<>(field, random.nextBoolean(), values);
    }
    Operator operator = pick(List.of(Operator.values()));
    boolean isPattern = operator == Operator.LIKE || operator == Operator.ILIKE;
    String text = isPattern && random.nextInt(4) > 0 ? pick(PATTERNS) : text(field);
    return new Filter.Comparison<>(field, operator, new Value.Text(text));
  }

  private double number(RunField field) {
    return field instanceof Attribute ? pick(times) : pick(NUMBERS);
  }

  private String text(RunField field) {
    return switch (field) {
      case Attribute.ID -> pick(ids);
      case Attribute.STATUS -> pick(List.of("RUNNING", "FINISHED", "FAILED", "INTERRUPTED", "R"));
      case Attribute.PROJECT -> pick(projects).toString();
      default -> pick(TEXTS);
    };
  }

  private RunField field() {
    return switch (random.nextInt(8)) {
      case 0, 1 -> pick(List.of(Attribute.values()));
      case 2, 3 -> new RunField.Param("k" + random.nextInt(4));
      case 4 -> new RunField.Tag("k" + random.nextInt(4));
      case 5 -> pick(List.of(RunField.Dataset.values()));
      default -> new RunField.Metric(metric(random.nextInt(4)), pick(List.of(Aggregate.values())));
    };
  }
}
