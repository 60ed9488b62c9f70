package dev.assay.testkit;

import static dev.assay.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Failure;
import dev.assay.core.query.Filter;
import dev.assay.core.query.Filter.Operator;
import dev.assay.core.query.Order;
import dev.assay.core.query.PageRequest;
import dev.assay.core.registry.ModelVersion;
import dev.assay.core.registry.RegisteredModel;
import dev.assay.core.registry.RegisteredModelField;
import dev.assay.core.registry.RegisteredModelField.Attribute;
import dev.assay.core.registry.RegisteredModelField.Tag;
import dev.assay.core.registry.RegisteredModelQuery;
import dev.assay.core.registry.RegisteredModels;
import dev.assay.core.registry.Stage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@link RegisteredModels} promises. */
public abstract class RegisteredModelsKit extends PortKit {
  @Test
  void findsWhatWasCreated() {
    models().create("ünï", "d ✓", Map.of("a", "1", "b", ""), Given.at(1));

    assertThat(models().find("ünï"))
        .contains(
            new RegisteredModel(
                "ünï",
                "d ✓",
                Given.at(1),
                Given.at(1),
                Map.of("a", "1", "b", ""),
                Map.of(),
                List.of()));
    assertThat(models().find("Ünï")).isEmpty();
  }

  @Test
  void refusesTakenName() {
    create("m");

    assertFails(Failure.Kind.ALREADY_EXISTS, () -> create("m"));
  }

  @Test
  void refusesEveryChangeOfAnAbsentModel() {
    assertFails(Failure.Kind.NOT_FOUND, () -> models().describe("no", "d", Given.at(1)));
    assertFails(Failure.Kind.NOT_FOUND, () -> models().rename("no", "n", Given.at(1)));
    assertFails(Failure.Kind.NOT_FOUND, () -> models().delete("no"));
    assertFails(
        Failure.Kind.NOT_FOUND, () -> models().setTags("no", Map.of("a", "b"), Given.at(1)));
    assertFails(Failure.Kind.NOT_FOUND, () -> models().deleteTag("no", "a", Given.at(1)));
    assertFails(Failure.Kind.NOT_FOUND, () -> models().setAlias("no", "a", 1, Given.at(1)));
    assertFails(Failure.Kind.NOT_FOUND, () -> models().deleteAlias("no", "a", Given.at(1)));
  }

  @Test
  void describeMovesTheTime() {
    create("m");

    models().describe("m", "new", Given.at(5));

    assertThat(found("m").description()).isEqualTo("new");
    assertThat(found("m").createdAt()).isEqualTo(Given.at(1));
    assertThat(found("m").updatedAt()).isEqualTo(Given.at(5));
  }

  @Test
  void setsReplacesAndDeletesTags() {
    models().create("m", "", Map.of("a", "1", "b", "2"), Given.at(1));
    create("other");

    models().setTags("m", Map.of("b", "3", "c", "x".repeat(100_000)), Given.at(2));

    assertThat(found("m").tags()).isEqualTo(Map.of("a", "1", "b", "3", "c", "x".repeat(100_000)));
    assertThat(found("m").updatedAt()).isEqualTo(Given.at(2));
    assertThat(models().deleteTag("m", "a", Given.at(3))).isTrue();
    assertThat(models().deleteTag("m", "a", Given.at(3))).isFalse();
    assertThat(found("m").tags().keySet()).containsExactlyInAnyOrder("b", "c");
    assertThat(found("m").updatedAt()).isEqualTo(Given.at(3));
    assertThat(found("other").tags()).isEmpty();
  }

  @Test
  void renameTakesVersionsTagsAndAliasesAlong() {
    models().create("m", "d", Map.of("a", "1"), Given.at(1));
    Given.version(store, "m", 1);
    models().setAlias("m", "best", 1, Given.at(1));

    models().rename("m", "n", Given.at(2));

    assertThat(models().find("m")).isEmpty();
    assertThat(found("n").tags()).isEqualTo(Map.of("a", "1"));
    assertThat(found("n").aliases()).isEqualTo(Map.of("best", 1));
    assertThat(found("n").updatedAt()).isEqualTo(Given.at(2));
    assertThat(found("n").latest().getFirst().model()).isEqualTo("n");
    assertThat(store.modelVersions().find("m", 1)).isEmpty();
    assertThat(store.modelVersions().find("n", 1).orElseThrow().aliases()).containsExactly("best");
  }

  @Test
  void refusesRenameToATakenName() {
    create("m");
    create("n");

    assertFails(Failure.Kind.ALREADY_EXISTS, () -> models().rename("m", "n", Given.at(2)));
    assertThat(found("m").updatedAt()).isEqualTo(Given.at(1));
  }

  @Test
  void renameToItsOwnNameIsNoConflict() {
    create("m");

    models().rename("m", "m", Given.at(2));

    assertThat(found("m").name()).isEqualTo("m");
  }

  @Test
  void deleteTakesVersionsTagsAndAliasesAway() {
    models().create("m", "d", Map.of("a", "1"), Given.at(1));
    Given.version(store, "m", 1);
    models().setAlias("m", "best", 1, Given.at(1));

    models().delete("m");

    assertThat(models().find("m")).isEmpty();
    assertThat(store.modelVersions().find("m", 1)).isEmpty();
    create("m");
    assertThat(found("m").tags()).isEmpty();
    assertThat(found("m").aliases()).isEmpty();
    assertThat(found("m").latest()).isEmpty();
    assertThat(Given.version(store, "m", 1).number()).isEqualTo(1);
  }

  @Test
  void aliasPointsToAVersionAndMoves() {
    create("m");
    Given.version(store, "m", 1);
    Given.version(store, "m", 1);

    models().setAlias("m", "champ", 1, Given.at(2));
    models().setAlias("m", "ALT", 1, Given.at(2));
    models().setAlias("m", "champ", 2, Given.at(3));

    assertThat(found("m").aliases()).isEqualTo(Map.of("champ", 2, "ALT", 1));
    assertThat(found("m").aliases().keySet()).containsExactly("ALT", "champ");
    assertThat(found("m").updatedAt()).isEqualTo(Given.at(3));
    assertFails(Failure.Kind.NOT_FOUND, () -> models().setAlias("m", "champ", 3, Given.at(4)));
    assertThat(models().deleteAlias("m", "champ", Given.at(5))).isTrue();
    assertThat(models().deleteAlias("m", "champ", Given.at(5))).isFalse();
    assertThat(found("m").aliases()).isEqualTo(Map.of("ALT", 1));
  }

  @Test
  void holdsTheNewestVersionOfEachStage() {
    create("m");
    for (int i = 0; i < 4; i++) {
      Given.version(store, "m", 1);
    }
    store.modelVersions().setStage("m", 1, Stage.PRODUCTION, Given.at(2));
    store.modelVersions().setStage("m", 2, Stage.PRODUCTION, Given.at(2));
    store.modelVersions().setTags("m", 2, Map.of("t", "v"), Given.at(2));
    models().setAlias("m", "best", 2, Given.at(2));

    List<ModelVersion> latest = found("m").latest();

    assertThat(latest.stream().map(ModelVersion::number)).containsExactly(2, 4);
    assertThat(latest.getFirst()).isEqualTo(store.modelVersions().find("m", 2).orElseThrow());
  }

  @Test
  void ordersByNameByCodePoint() {
    List<String> sorted = List.of("A", "C", "b", "é", "\uFFFD", "\uD83D\uDE00");
    sorted.reversed().forEach(this::create);

    assertThat(names(Filter.everything(), List.of())).containsExactlyElementsOf(sorted);
    assertThat(names(Filter.everything(), List.of(new Order<>(Attribute.NAME, true))))
        .containsExactlyElementsOf(sorted.reversed());
  }

  @Test
  void ordersByTimesThenName() {
    models().create("a", "", Map.of(), Given.at(2));
    models().create("b", "", Map.of(), Given.at(1));
    models().create("c", "", Map.of(), Given.at(2));

    assertThat(names(Filter.everything(), List.of(new Order<>(Attribute.UPDATED_AT, true))))
        .containsExactly("a", "c", "b");
    assertThat(names(Filter.everything(), List.of(new Order<>(Attribute.CREATED_AT, false))))
        .containsExactly("b", "a", "c");
  }

  @Test
  void filtersByNameTagAndTime() {
    models().create("aa", "", Map.of("i", "0", "all", "y"), Given.at(1));
    models().create("ab", "", Map.of("i", "1", "all", "y"), Given.at(2));
    models().create("Bc", "", Map.of(), Given.at(3));

    assertThat(names(text(Attribute.NAME, Operator.LIKE, "a%"))).containsExactly("aa", "ab");
    assertThat(names(text(Attribute.NAME, Operator.LIKE, "b_"))).isEmpty();
    assertThat(names(text(Attribute.NAME, Operator.ILIKE, "b_"))).containsExactly("Bc");
    assertThat(names(text(new Tag("i"), Operator.NOT_EQUAL, "1"))).containsExactly("aa");
    assertThat(names(new Filter.Absent<>(new Tag("i")))).containsExactly("Bc");
    assertThat(
            names(
                new Filter.Or<>(
                    List.of(
                        text(Attribute.NAME, Operator.EQUAL, "Bc"),
                        text(new Tag("i"), Operator.EQUAL, "0")))))
        .containsExactly("Bc", "aa");
    assertThat(
            names(
                new Filter.And<>(
                    List.of(
                        new Filter.Membership<>(Attribute.NAME, true, List.of("aa")),
                        new Filter.Comparison<>(
                            Attribute.CREATED_AT,
                            Operator.LESS,
                            new Filter.Value.Numeric(Given.at(3).toEpochMilli()))))))
        .containsExactly("ab");
  }

  @Test
  void pagesHoldFullModels() {
    for (int i = 0; i < 7; i++) {
      models().create("m" + i, "", Map.of("t", "" + i), Given.at(7 - i));
      Given.version(store, "m" + i, 1);
      models().setAlias("m" + i, "a", 1, Given.at(7 - i));
    }

    List<RegisteredModel> all =
        allPages(
            2,
            page ->
                models()
                    .search(
                        new RegisteredModelQuery(
                            Filter.everything(), List.of(new Order<>(Attribute.CREATED_AT, false))),
                        page));

    assertThat(all.stream().map(RegisteredModel::name))
        .containsExactly("m6", "m5", "m4", "m3", "m2", "m1", "m0");
    assertThat(all).allSatisfy(model -> assertThat(model).isEqualTo(found(model.name())));
  }

  @Test
  void refusesCursorOfAnotherOrder() {
    create("a");
    create("b");
    var next =
        models()
            .search(new RegisteredModelQuery(Filter.everything(), List.of()), PageRequest.first(1))
            .next();

    assertFails(
        Failure.Kind.INVALID,
        () ->
            models()
                .search(
                    new RegisteredModelQuery(
                        Filter.everything(), List.of(new Order<>(Attribute.CREATED_AT, true))),
                    new PageRequest(1, next)));
  }

  @Test
  void failedTransactionLeavesNothing() {
    create("kept");

    assertRollsBack(
        () -> {
          create("m");
          models().setTags("kept", Map.of("a", "b"), Given.at(9));
          models().rename("kept", "other", Given.at(9));
        });

    assertThat(models().find("m")).isEmpty();
    assertThat(found("kept").tags()).isEmpty();
    create("m");
  }

  private void create(String name) {
    models().create(name, "", Map.of(), Given.at(1));
  }

  private RegisteredModels models() {
    return store.registeredModels();
  }

  private RegisteredModel found(String name) {
    return models().find(name).orElseThrow();
  }

  private List<String> names(Filter<RegisteredModelField> filter) {
    return names(filter, List.of());
  }

  private List<String> names(
      Filter<RegisteredModelField> filter, List<Order<RegisteredModelField>> order) {
    return allPages(2, page -> models().search(new RegisteredModelQuery(filter, order), page))
        .stream()
        .map(RegisteredModel::name)
        .toList();
  }

  private static Filter<RegisteredModelField> text(
      RegisteredModelField field, Operator operator, String value) {
    return new Filter.Comparison<>(field, operator, new Filter.Value.Text(value));
  }
}
