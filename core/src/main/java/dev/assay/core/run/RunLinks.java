package dev.assay.core.run;

import dev.assay.core.Failure;
import dev.assay.core.Transactions;
import dev.assay.core.account.Actor;
import dev.assay.core.dataset.DatasetInput;
import dev.assay.core.dataset.Datasets;
import dev.assay.core.ledger.Action;
import dev.assay.core.ledger.Journal;
import dev.assay.core.registry.LoggedModelId;
import dev.assay.core.registry.LoggedModels;
import dev.assay.core.run.Run.ModelOutput;
import java.util.List;
import java.util.Map;

/**
 * What an actor says of the inputs and outputs of runs. Each method is one transaction with its
 * entry. Thread-safe.
 */
public final class RunLinks {
  private final Transactions transactions;
  private final Runs runs;
  private final Datasets datasets;
  private final LoggedModels models;
  private final Journal journal;

  public RunLinks(
      Transactions transactions,
      Runs runs,
      Datasets datasets,
      LoggedModels models,
      Journal journal) {
    this.transactions = transactions;
    this.runs = runs;
    this.datasets = datasets;
    this.models = models;
    this.journal = journal;
  }

  /** Links datasets and models as inputs; links that exist are passed over. */
  public void addInputs(
      Actor actor, RunId run, List<DatasetInput> inputs, List<LoggedModelId> inputModels) {
    transactions.transact(
        () -> {
          requireActive(run);
          int added = inputs.isEmpty() ? 0 : datasets.link(run, inputs);
          added += inputModels.isEmpty() ? 0 : models.linkInputs(run, inputModels);
          runs.heard(run, journal.now());
          if (added > 0) {
            journal.append(
                actor,
                Action.RUN_INPUTS_LINKED,
                RunActions.subject(run),
                inputDetails(inputs, inputModels));
          }
        });
  }

  /** Links models as outputs; links that exist are passed over. */
  public void addOutputs(Actor actor, RunId run, List<ModelOutput> outputs) {
    transactions.transact(
        () -> {
          requireActive(run);
          runs.heard(run, journal.now());
          if (models.linkOutputs(run, outputs) > 0) {
            List<LoggedModelId> ids = outputs.stream().map(ModelOutput::model).toList();
            journal.append(
                actor,
                Action.RUN_OUTPUTS_LINKED,
                RunActions.subject(run),
                Map.of("models", joined(ids)));
          }
        });
  }

  private void requireActive(RunId id) {
    RunInfo run =
        runs.info(id).orElseThrow(() -> Failure.notFound("Run with id=" + id + " not found"));
    run.requireActive();
  }

  private static Map<String, String> inputDetails(
      List<DatasetInput> inputs, List<LoggedModelId> inputModels) {
    String names =
        String.join(
            ",",
            inputs.stream()
                .map(input -> input.dataset().name() + "@" + input.dataset().digest())
                .toList());
    return Map.of("datasets", names, "models", joined(inputModels));
  }

  private static String joined(List<LoggedModelId> ids) {
    return String.join(",", ids.stream().map(LoggedModelId::value).toList());
  }
}
