package dev.assay.testkit;

import static dev.assay.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Failure;
import dev.assay.core.query.Filter;
import dev.assay.core.query.Filter.Operator;
import dev.assay.core.query.Filter.Value;
import dev.assay.core.query.Order;
import dev.assay.core.registry.LoggedModelId;
import dev.assay.core.registry.ModelVersion;
import dev.assay.core.registry.ModelVersionField;
import dev.assay.core.registry.ModelVersionField.Attribute;
import dev.assay.core.registry.ModelVersionField.Tag;
import dev.assay.core.registry.ModelVersionQuery;
import dev.assay.core.registry.ModelVersions;
import dev.assay.core.registry.RegisteredModel;
import dev.assay.core.registry.Stage;
import dev.assay.core.run.RunId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link ModelVersions} promises. */
public abstract class ModelVersionsKit extends PortKit {
  private static final RunId RUN = new RunId("a".repeat(32));

  @BeforeEach
  void givenModel() {
    store.registeredModels().create("m", "", Map.of(), Given.at(1));
  }

  @Test
  void storesWhatWasDraftedUnderTheNextNumber() {
    ModelVersion draft =
        new ModelVersion(
            "m",
            77,
            Stage.NONE,
            "first ✓",
            "ann",
            "models:/x",
            "s3://b/x",
            Optional.of(RUN),
            "http://x/y",
            Optional.of(new LoggedModelId("m-" + "b".repeat(32))),
            Given.at(2),
            Given.at(2),
            Map.of("t", "1"),
            List.of("ignored"));

    ModelVersion stored = versions().create(draft);

    assertThat(stored)
        .isEqualTo(
            new ModelVersion(
                "m",
                1,
                Stage.NONE,
                "first ✓",
                "ann",
                "models:/x",
                "s3://b/x",
                Optional.of(RUN),
                "http://x/y",
                Optional.of(new LoggedModelId("m-" + "b".repeat(32))),
                Given.at(2),
                Given.at(2),
                Map.of("t", "1"),
                List.of()));
    assertThat(versions().find("m", 1)).contains(stored);
    assertThat(versions().find("m", 2)).isEmpty();
    assertThat(versions().find("n", 1)).isEmpty();
    assertThat(model().updatedAt()).isEqualTo(Given.at(2));
  }

  @Test
  void refusesVersionOfAnAbsentModel() {
    assertFails(Failure.Kind.NOT_FOUND, () -> Given.version(store, "no", 1));
  }

  @Test
  void numbersAreNeverUsedAgain() {
    for (int number = 1; number <= 3; number++) {
      assertThat(version().number()).isEqualTo(number);
    }
    versions().delete("m", 3);
    versions().delete("m", 2);

    assertThat(version().number()).isEqualTo(4);
    assertThat(versions().find("m", 3)).isEmpty();
  }

  @Test
  void refusesEveryChangeOfAnAbsentVersion() {
    assertFails(Failure.Kind.NOT_FOUND, () -> versions().describe("m", 1, "d", Given.at(2)));
    assertFails(
        Failure.Kind.NOT_FOUND, () -> versions().setStage("m", 1, Stage.STAGING, Given.at(2)));
    assertFails(
        Failure.Kind.NOT_FOUND, () -> versions().setTags("m", 1, Map.of("a", "b"), Given.at(2)));
    assertFails(Failure.Kind.NOT_FOUND, () -> versions().deleteTag("m", 1, "a", Given.at(2)));
    assertFails(Failure.Kind.NOT_FOUND, () -> versions().delete("m", 1));
    assertFails(Failure.Kind.NOT_FOUND, () -> versions().delete("no", 1));
  }

  @Test
  void changesMoveTheTimesOfVersionAndModel() {
    version();
    versions().describe("m", 1, "new", Given.at(3));
    assertTimes(3);
    versions().setStage("m", 1, Stage.STAGING, Given.at(4));
    assertTimes(4);
    versions().setTags("m", 1, Map.of("a", "1", "b", "2"), Given.at(5));
    versions().setTags("m", 1, Map.of("a", "3"), Given.at(6));
    assertTimes(6);
    assertThat(versions().deleteTag("m", 1, "b", Given.at(7))).isTrue();
    assertTimes(7);
    assertThat(versions().deleteTag("m", 1, "b", Given.at(7))).isFalse();

    ModelVersion changed = versions().find("m", 1).orElseThrow();
    assertThat(changed.description()).isEqualTo("new");
    assertThat(changed.stage()).isEqualTo(Stage.STAGING);
    assertThat(changed.tags()).isEqualTo(Map.of("a", "3"));
    assertThat(changed.createdAt()).isEqualTo(Given.at(1));
  }

  @Test
  void sameStageAgainIsNoChange() {
    version();
    versions().setStage("m", 1, Stage.STAGING, Given.at(4));

    versions().setStage("m", 1, Stage.STAGING, Given.at(5));

    assertTimes(4);
  }

  @Test
  void givesTheNewestOfEachStage() {
    for (int i = 0; i < 5; i++) {
      version();
    }
    versions().setStage("m", 1, Stage.PRODUCTION, Given.at(2));
    versions().setStage("m", 3, Stage.PRODUCTION, Given.at(2));
    versions().setStage("m", 4, Stage.ARCHIVED, Given.at(2));

    assertThat(versions().latest("m"))
        .containsExactly(
            versions().find("m", 3).orElseThrow(),
            versions().find("m", 4).orElseThrow(),
            versions().find("m", 5).orElseThrow());
    assertThat(versions().latest("no")).isEmpty();
  }

  @Test
  void deleteTakesTagsAndAliasesAway() {
    version();
    version();
    versions().setTags("m", 1, Map.of("a", "b"), Given.at(2));
    store.registeredModels().setAlias("m", "x", 1, Given.at(2));
    store.registeredModels().setAlias("m", "y", 2, Given.at(2));

    versions().delete("m", 1);

    assertThat(versions().find("m", 1)).isEmpty();
    assertThat(model().aliases()).isEqualTo(Map.of("y", 2));
    assertThat(versions().find("m", 2).orElseThrow().aliases()).containsExactly("y");
  }

  @Test
  void ordersByNameThenNumberDescending() {
    twoModels();

    assertThat(found(Filter.everything(), List.of())).containsExactly("m2", "m1", "n2", "n1");
    assertThat(found(Filter.everything(), order(Attribute.NAME, true)))
        .containsExactly("n2", "n1", "m2", "m1");
    assertThat(found(Filter.everything(), order(Attribute.NUMBER, false)))
        .containsExactly("m1", "n1", "m2", "n2");
    assertThat(found(Filter.everything(), order(Attribute.UPDATED_AT, true)))
        .containsExactly("n1", "m2", "m1", "n2");
  }

  @Test
  void rowsWithoutTheFieldComeLastInBothDirections() {
    twoModels();

    assertThat(found(Filter.everything(), order(Attribute.RUN, false)))
        .containsExactly("m1", "m2", "n2", "n1");
    assertThat(found(Filter.everything(), order(Attribute.RUN, true)))
        .containsExactly("m1", "m2", "n2", "n1");
    assertThat(found(Filter.everything(), order(new Tag("t"), true)))
        .containsExactly("n1", "m1", "m2", "n2");
  }

  @Test
  void filters() {
    twoModels();

    assertThat(found(text(Attribute.NAME, Operator.EQUAL, "n"))).containsExactly("n2", "n1");
    assertThat(found(text(Attribute.RUN, Operator.EQUAL, RUN.value()))).containsExactly("m1");
    assertThat(found(text(Attribute.RUN, Operator.NOT_EQUAL, "x"))).containsExactly("m1");
    assertThat(found(new Filter.Membership<>(Attribute.RUN, true, List.of("x"))))
        .containsExactly("m1");
    assertThat(found(new Filter.Absent<>(Attribute.RUN))).containsExactly("m2", "n2", "n1");
    assertThat(found(number(Attribute.NUMBER, Operator.GREATER, 1))).containsExactly("m2", "n2");
    assertThat(found(number(Attribute.NUMBER, Operator.GREATER_OR_EQUAL, 1.5)))
        .containsExactly("m2", "n2");
    assertThat(found(text(Attribute.SOURCE, Operator.LIKE, "s3://%/m_")))
        .containsExactly("m2", "m1");
    assertThat(found(text(Attribute.STAGE, Operator.EQUAL, "PRODUCTION"))).containsExactly("m2");
    assertThat(found(text(new Tag("t"), Operator.GREATER, "a"))).containsExactly("n1");
    assertThat(found(new Filter.Present<>(new Tag("t")))).containsExactly("m1", "n1");
    assertThat(found(new Filter.Or<>(List.of()))).isEmpty();
  }

  @Test
  void pagesHoldFullVersions() {
    twoModels();
    store.registeredModels().setAlias("n", "x", 1, Given.at(3));

    List<ModelVersion> all =
        allPages(
            3,
            page -> versions().search(new ModelVersionQuery(Filter.everything(), List.of()), page));

    assertThat(all)
        .hasSize(4)
        .allSatisfy(
            version ->
                assertThat(versions().find(version.model(), version.number())).contains(version));
  }

  @Test
  void failedTransactionLeavesNothing() {
    version();

    assertRollsBack(
        () -> {
          version();
          versions().delete("m", 1);
        });

    assertThat(versions().find("m", 1)).isPresent();
    assertThat(version().number()).isEqualTo(2);
  }

  /** m1 (run, tag t=a), m2 (production), n1 (tag t=b, changed last), n2. */
  private void twoModels() {
    store.registeredModels().create("n", "", Map.of(), Given.at(1));
    for (String model : List.of("m", "n")) {
      for (int number = 1; number <= 2; number++) {
        boolean withRun = model.equals("m") && number == 1;
        versions()
            .create(
                Given.draft(
                    model,
                    "s3://b/" + model + number,
                    withRun ? Optional.of(RUN) : Optional.empty(),
                    1));
      }
    }
    versions().setTags("m", 1, Map.of("t", "a"), Given.at(2));
    versions().setStage("m", 2, Stage.PRODUCTION, Given.at(3));
    versions().setTags("n", 1, Map.of("t", "b"), Given.at(4));
  }

  private void assertTimes(long second) {
    assertThat(versions().find("m", 1).orElseThrow().updatedAt()).isEqualTo(Given.at(second));
    assertThat(model().updatedAt()).isEqualTo(Given.at(second));
  }

  private ModelVersions versions() {
    return store.modelVersions();
  }

  private ModelVersion version() {
    return Given.version(store, "m", 1);
  }

  private RegisteredModel model() {
    return store.registeredModels().find("m").orElseThrow();
  }

  private List<String> found(Filter<ModelVersionField> filter) {
    return found(filter, List.of());
  }

  private List<String> found(
      Filter<ModelVersionField> filter, List<Order<ModelVersionField>> order) {
    return allPages(1, page -> versions().search(new ModelVersionQuery(filter, order), page))
        .stream()
        .map(version -> version.model() + version.number())
        .toList();
  }

  private static List<Order<ModelVersionField>> order(ModelVersionField field, boolean descending) {
    return List.of(new Order<>(field, descending));
  }

  private static Filter<ModelVersionField> text(
      ModelVersionField field, Operator operator, String value) {
    return new Filter.Comparison<>(field, operator, new Value.Text(value));
  }

  private static Filter<ModelVersionField> number(
      ModelVersionField field, Operator operator, double value) {
    return new Filter.Comparison<>(field, operator, new Value.Numeric(value));
  }
}
