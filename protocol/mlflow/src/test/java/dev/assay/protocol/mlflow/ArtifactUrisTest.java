package dev.assay.protocol.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.memory.MemoryStore;
import dev.assay.core.project.ProjectId;
import dev.assay.core.query.Filter;
import dev.assay.core.query.Filter.Operator;
import dev.assay.core.query.Filter.Value;
import dev.assay.core.query.FilterEvaluation;
import dev.assay.core.query.LikePattern;
import dev.assay.core.query.parse.Condition;
import dev.assay.core.run.RunField;
import dev.assay.core.run.RunField.Attribute;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Conditions on addresses find the runs a comparison of the whole address would find. */
final class ArtifactUrisTest {
  private static final int ROUNDS = 20_000;

  private final MemoryStore store = new MemoryStore();
  private final List<ProjectId> projects =
      List.of(project("a"), project("s3://b/aba?x=b"), project("/ab"));
  private final Locations locations = new Locations(store.projects());

  /** A run as far as its address goes. */
  private record Place(ProjectId project, String run) {}

  private ProjectId project(String location) {
    Optional<String> own = location.equals("a") ? Optional.empty() : Optional.of(location);
    return store.projects().create("of " + location, own, Map.of(), Instant.EPOCH).id();
  }

  @Test
  void findsWhatAComparisonOfTheWholeAddressFinds() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    FilterEvaluation<Place, RunField> evaluation = new FilterEvaluation<>(ArtifactUrisTest::values);
    for (int round = 0; round < ROUNDS; round++) {
      Place place = new Place(projects.get(random.nextInt(3)), text(random, "ab0/", 4));
      String uri = locations.below(place.project(), place.run() + "/artifacts");
      String pattern = random.nextInt(3) == 0 ? uri : pattern(random, uri);
      Operator operator =
          List.of(Operator.EQUAL, Operator.NOT_EQUAL, Operator.LIKE, Operator.ILIKE)
              .get(random.nextInt(4));
      Filter<RunField> filter =
          new ArtifactUris<RunField>(
                  projects, locations, id -> id + "/artifacts", Attribute.PROJECT, Attribute.ID)
              .filter(new Condition.Compared(operator, new Value.Text(pattern)));
      assertThat(evaluation.matches(filter, place))
          .as("seed %d: %s %s %s", seed, uri, operator, pattern)
          .isEqualTo(holds(uri, operator, pattern));
    }
  }

  private static boolean holds(String uri, Operator operator, String pattern) {
    return switch (operator) {
      case EQUAL -> uri.equals(pattern);
      case NOT_EQUAL -> !uri.equals(pattern);
      case LIKE -> new LikePattern(pattern, false).matches(uri);
      case ILIKE -> new LikePattern(pattern, true).matches(uri);
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> throw new AssertionError(operator);
    };
  }

  private static List<Value> values(Place place, RunField field) {
    return switch (field) {
      case Attribute.ID -> List.of(new Value.Text(place.run()));
      case Attribute.PROJECT -> List.of(new Value.Text(place.project().toString()));
      default -> throw new AssertionError(field);
    };
  }

  /** The address with some of its parts replaced by wildcards. */
  private static String pattern(Random random, String uri) {
    StringBuilder pattern = new StringBuilder(uri);
    for (int i = random.nextInt(4); i > 0 && !pattern.isEmpty(); i--) {
      int start = random.nextInt(pattern.length());
      int end = start + random.nextInt(pattern.length() - start) / (1 + random.nextInt(3));
      pattern.replace(start, end, text(random, "%_a", 2));
    }
    String text = pattern.toString();
    return random.nextBoolean() ? text : text.toUpperCase(Locale.ROOT);
  }

  private static String text(Random random, String alphabet, int lengthMax) {
    StringBuilder text = new StringBuilder();
    for (int i = 1 + random.nextInt(lengthMax); i > 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
