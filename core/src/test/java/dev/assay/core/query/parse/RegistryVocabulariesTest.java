package dev.assay.core.query.parse;

import static dev.assay.core.query.parse.LoggedModelVocabulary.LOGGED_MODELS;
import static dev.assay.core.query.parse.ModelVersionVocabulary.MODEL_VERSIONS;
import static dev.assay.core.query.parse.RegisteredModelVocabulary.REGISTERED_MODELS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Failure;
import dev.assay.core.query.Filter;
import dev.assay.core.query.Filter.Comparison;
import dev.assay.core.query.Filter.Membership;
import dev.assay.core.query.Filter.Operator;
import dev.assay.core.query.Filter.Value;
import dev.assay.core.query.Order;
import dev.assay.core.query.parse.Grammar.Style;
import dev.assay.core.registry.LoggedModelField;
import dev.assay.core.registry.ModelVersionField;
import dev.assay.core.registry.RegisteredModelField;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names registered models, model versions and logged models are searched by. */
final class RegistryVocabulariesTest {
  @Test
  void registeredModelsHaveANameAndTags() {
    assertThat(clause("name LIKE 'a%'", REGISTERED_MODELS))
        .isEqualTo(text(RegisteredModelField.Attribute.NAME, Operator.LIKE, "a%"));
    assertThat(clause("attribute.name NOT IN ('a', 'b')", REGISTERED_MODELS))
        .isEqualTo(new Membership<>(RegisteredModelField.Attribute.NAME, true, List.of("a", "b")));
    assertThat(clause("tags.`k.1` != 'v'", REGISTERED_MODELS))
        .isEqualTo(text(new RegisteredModelField.Tag("k.1"), Operator.NOT_EQUAL, "v"));
  }

  @Test
  void modelVersionsHaveFourAttributesAndTags() {
    assertThat(clause("run_id IN ('r')", MODEL_VERSIONS))
        .isEqualTo(new Membership<>(ModelVersionField.Attribute.RUN, false, List.of("r")));
    assertThat(clause("version_number >= 2", MODEL_VERSIONS))
        .isEqualTo(
            new Comparison<>(
                ModelVersionField.Attribute.NUMBER,
                Operator.GREATER_OR_EQUAL,
                new Value.Numeric(2)));
    assertThat(clause("source_path ILIKE 's3:%'", MODEL_VERSIONS))
        .isEqualTo(text(ModelVersionField.Attribute.SOURCE, Operator.ILIKE, "s3:%"));
    assertThat(clause("tag.v = '2'", MODEL_VERSIONS))
        .isEqualTo(text(new ModelVersionField.Tag("v"), Operator.EQUAL, "2"));
  }

  @Test
  void loggedModelsHaveMetricsParamsTagsAndAttributes() {
    assertThat(clause("metrics.acc < 0.5", LOGGED_MODELS))
        .isEqualTo(
            new Comparison<>(
                new LoggedModelField.Metric("acc"), Operator.LESS, new Value.Numeric(0.5)));
    assertThat(clause("attributes.status = 'READY'", LOGGED_MODELS))
        .isEqualTo(text(LoggedModelField.Attribute.STATUS, Operator.EQUAL, "READY"));
    assertThat(clause("creation_time > 5", LOGGED_MODELS))
        .isEqualTo(
            new Comparison<>(
                LoggedModelField.Attribute.CREATED_AT, Operator.GREATER, new Value.Numeric(5)));
    assertThat(clause("params.k LIKE 'x'", LOGGED_MODELS))
        .isEqualTo(text(new LoggedModelField.Param("k"), Operator.LIKE, "x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "foo = 'x'",
        "name > 'x'",
        "name = 1",
        "tags.k IN ('a')",
        "tags.k IS NULL",
        "max(name) = 'a'",
        "tags. = 'a'",
        "name = 'a' OR name = 'b'"
      })
  void refusesWhatRegisteredModelsDoNotHave(String filter) {
    assertRefused(filter, REGISTERED_MODELS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "foo = 'x'",
        "version_number = 'x'",
        "version_number > 1.5",
        "version_number LIKE '1'",
        "source_path IN ('a')",
        "run_id IS NULL",
        "metrics.a > 1"
      })
  void refusesWhatModelVersionsDoNotHave(String filter) {
    assertRefused(filter, MODEL_VERSIONS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "metric.acc > 0",
        "param.k = 'a'",
        "tag.k = 'a'",
        "attribute.name = 'a'",
        "name > 'a'",
        "foo.bar = 1",
        "metrics.acc IN ('a')",
        "metrics.acc = 'a'",
        "creation_timestamp = 'a'"
      })
  void refusesWhatLoggedModelsDoNotHave(String filter) {
    assertRefused(filter, LOGGED_MODELS);
  }

  @Test
  void knowsWhatEachIsOrderedBy() {
    assertThat(Grammar.order(List.of("timestamp DESC", "name"), REGISTERED_MODELS, Style.PLAIN))
        .containsExactly(
            new Order<>(RegisteredModelField.Attribute.UPDATED_AT, true),
            new Order<>(RegisteredModelField.Attribute.NAME, false));
    assertThat(Grammar.order(List.of("version_number desc"), MODEL_VERSIONS, Style.PLAIN))
        .containsExactly(new Order<>(ModelVersionField.Attribute.NUMBER, true));
    assertThat(Grammar.order(List.of("metrics.acc"), LOGGED_MODELS, Style.PLAIN))
        .containsExactly(new Order<>(new LoggedModelField.Metric("acc"), false));
    assertThatThrownBy(() -> Grammar.order(List.of("tags.k"), REGISTERED_MODELS, Style.PLAIN))
        .isInstanceOf(Failure.class);
    assertThatThrownBy(() -> Grammar.order(List.of("run_id"), MODEL_VERSIONS, Style.PLAIN))
        .isInstanceOf(Failure.class);
  }

  private static <F> Filter<F> clause(String filter, Vocabulary<F> vocabulary) {
    Filter<F> read = Grammar.filter(filter, vocabulary, Style.PLAIN);
    return read instanceof Filter.And<F>(List<Filter<F>> all) && all.size() == 1
        ? all.getFirst()
        : read;
  }

  private static <F> Filter<F> text(F field, Operator operator, String text) {
    return new Comparison<>(field, operator, new Value.Text(text));
  }

  private static void assertRefused(String filter, Vocabulary<?> vocabulary) {
    assertThatThrownBy(() -> Grammar.filter(filter, vocabulary, Style.PLAIN))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID));
  }
}
