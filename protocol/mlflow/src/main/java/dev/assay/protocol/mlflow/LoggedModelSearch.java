package dev.assay.protocol.mlflow;

import dev.assay.core.project.ProjectId;
import dev.assay.core.query.Order;
import dev.assay.core.query.parse.Grammar;
import dev.assay.core.query.parse.Grammar.Style;
import dev.assay.core.registry.LoggedModelField;
import dev.assay.core.registry.LoggedModelQuery;
import dev.assay.core.registry.LoggedModelQuery.DatasetMatch;
import java.util.List;
import java.util.Optional;

/** Reads a search of logged models; its orders are objects, unlike those of all other searches. */
record LoggedModelSearch(Locations locations) {
  /** Most experiments in one search. */
  static final int EXPERIMENTS_MAX = 10_000;

  /** Most datasets in one search. */
  static final int DATASETS_MAX = 100;

  LoggedModelQuery query(Message message, Style style) {
    List<String> ids = message.texts("experiment_ids");
    if (ids.isEmpty() && !message.has("experiment_ids")) {
      throw message.missing("experiment_ids");
    }
    if (ids.size() > EXPERIMENTS_MAX) {
      throw message.invalid("experiment_ids", ids.size(), "at most " + EXPERIMENTS_MAX);
    }
    List<ProjectId> projects = ids.stream().map(id -> ExperimentEndpoints.id(message, id)).toList();
    LoggedModelNames names = new LoggedModelNames(projects, locations);
    return new LoggedModelQuery(
        projects,
        Grammar.filter(message.text("filter", ""), names, style),
        datasets(message),
        message.messages("order_by").stream().map(term -> order(term, names, style)).toList());
  }

  private static List<DatasetMatch> datasets(Message message) {
    List<Message> datasets = message.messages("datasets");
    if (datasets.size() > DATASETS_MAX) {
      throw message.invalid("datasets", datasets.size(), "at most " + DATASETS_MAX);
    }
    return datasets.stream()
        .map(dataset -> new DatasetMatch(dataset.requiredText("dataset_name"), digest(dataset)))
        .toList();
  }

  private static Order<LoggedModelField> order(Message term, LoggedModelNames names, Style style) {
    String name = term.requiredText("field_name");
    LoggedModelField field = Grammar.order(List.of(name), names, style).getFirst().field();
    return new Order<>(onDataset(term, field), !term.flag("ascending", true));
  }

  /** An order by a metric may look at one dataset alone. */
  private static LoggedModelField onDataset(Message term, LoggedModelField field) {
    Optional<String> dataset = term.text("dataset_name").filter(text -> !text.isEmpty());
    if (dataset.isEmpty()) {
      if (digest(term).isPresent()) {
        throw term.missing("dataset_name");
      }
      return field;
    }
    if (!(field instanceof LoggedModelField.Metric metric)) {
      throw term.invalid("dataset_name", dataset.get(), "only metrics are measured on datasets");
    }
    return new LoggedModelField.Metric(
        metric.key(), Optional.of(new DatasetMatch(dataset.get(), digest(term))));
  }

  private static Optional<String> digest(Message message) {
    return message.text("dataset_digest").filter(text -> !text.isEmpty());
  }
}
