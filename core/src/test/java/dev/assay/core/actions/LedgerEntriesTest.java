package dev.assay.core.actions;

import static dev.assay.core.actions.Fixture.ADA;
import static dev.assay.core.actions.Fixture.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.artifact.ArtifactPath;
import dev.assay.core.capture.Execution;
import dev.assay.core.capture.ExecutionId;
import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.DatasetInput;
import dev.assay.core.ledger.Action;
import dev.assay.core.ledger.Entry;
import dev.assay.core.registry.LoggedModel;
import dev.assay.core.registry.Stage;
import dev.assay.core.run.LogBatch;
import dev.assay.core.run.Run.ModelOutput;
import dev.assay.core.run.RunChange;
import dev.assay.core.run.Status;
import dev.assay.core.webhook.Attempt;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every change, whatever it is, appends one entry to the ledger in its own transaction; repeated,
 * it appends none.
 */
final class LedgerEntriesTest {
  /** What happens when the same is asked for twice. */
  private enum Again {
    CHANGES_NOTHING,
    IS_REFUSED,
    CHANGES_MORE
  }

  private record Case(Action action, Again again, String subject, Consumer<Fixture> change) {}

  private static final ExecutionId OTHER = new ExecutionId("f".repeat(32));
  private static final byte[] CAPTURE = {'{', '}'};

  private static final List<Case> CASES =
      List.of(
          new Case(
              Action.PROJECT_CREATED,
              Again.IS_REFUSED,
              "project/2",
              f -> f.projects.create(ADA, "beta", Optional.empty(), Map.of())),
          new Case(
              Action.PROJECT_RENAMED,
              Again.CHANGES_NOTHING,
              "project/0",
              f -> f.projects.rename(ADA, f.project, "beta")),
          new Case(
              Action.PROJECT_DELETED,
              Again.IS_REFUSED,
              "project/0",
              f -> f.projects.delete(ADA, f.project)),
          new Case(
              Action.PROJECT_RESTORED,
              Again.IS_REFUSED,
              "project/1",
              f -> f.projects.restore(ADA, f.deletedProject)),
          new Case(
              Action.PROJECT_PURGED,
              Again.IS_REFUSED,
              "project/1",
              f -> f.projects.purge(ADA, f.deletedProject)),
          new Case(
              Action.PROJECT_TAGS_SET,
              Again.CHANGES_NOTHING,
              "project/0",
              f -> f.projects.setTags(ADA, f.project, Map.of("new", "2", "old", "1"))),
          new Case(
              Action.PROJECT_TAG_DELETED,
              Again.IS_REFUSED,
              "project/0",
              f -> f.projects.deleteTag(ADA, f.project, "old")),
          new Case(Action.RUN_CREATED, Again.CHANGES_MORE, "run/", f -> f.newRun("another")),
          new Case(
              Action.RUN_UPDATED,
              Again.CHANGES_NOTHING,
              "run/",
              f -> f.runs.update(ADA, f.run, RunChange.name("renamed"))),
          new Case(
              Action.RUN_ENDED,
              Again.CHANGES_NOTHING,
              "run/",
              f -> f.runs.update(ADA, f.run, end(Status.FINISHED))),
          new Case(
              Action.RUN_DELETED, Again.CHANGES_NOTHING, "run/", f -> f.runs.delete(ADA, f.run)),
          new Case(
              Action.RUN_RESTORED,
              Again.CHANGES_NOTHING,
              "run/",
              f -> f.runs.restore(ADA, f.deletedRun)),
          new Case(
              Action.RUN_PURGED, Again.IS_REFUSED, "run/", f -> f.runs.purge(ADA, f.deletedRun)),
          new Case(
              Action.RUN_PARAMS_ADDED,
              Again.CHANGES_NOTHING,
              "run/",
              f -> f.runs.log(ADA, f.run, LogBatch.params(Map.of("batch", "32", "lr", "0.1")))),
          new Case(
              Action.RUN_TAGS_SET,
              Again.CHANGES_NOTHING,
              "run/",
              f -> f.runs.log(ADA, f.run, LogBatch.tags(Map.of("new", "2", "old", "1")))),
          new Case(
              Action.RUN_TAG_DELETED,
              Again.IS_REFUSED,
              "run/",
              f -> f.runs.deleteTag(ADA, f.run, "old")),
          new Case(
              Action.RUN_INPUTS_LINKED,
              Again.CHANGES_NOTHING,
              "run/",
              f -> f.links.addInputs(ADA, f.run, List.of(iris()), List.of(f.loggedModel))),
          new Case(
              Action.RUN_OUTPUTS_LINKED,
              Again.CHANGES_NOTHING,
              "run/",
              f -> f.links.addOutputs(ADA, f.run, List.of(new ModelOutput(f.loggedModel, 3)))),
          new Case(
              Action.ARTIFACT_PUT, Again.CHANGES_NOTHING, "run/", f -> f.put("old.txt", "new")),
          new Case(
              Action.ARTIFACTS_REMOVED,
              Again.CHANGES_NOTHING,
              "run/",
              f -> f.artifacts.remove(ADA, f.owner, ArtifactPath.ROOT)),
          new Case(
              Action.LOGGED_MODEL_CREATED,
              Again.CHANGES_MORE,
              "logged-model/m-",
              Fixture::newLoggedModel),
          new Case(
              Action.LOGGED_MODEL_UPDATED,
              Again.CHANGES_NOTHING,
              "logged-model/m-",
              f -> f.finishLoggedModel(LoggedModel.Status.READY)),
          new Case(
              Action.LOGGED_MODEL_DELETED,
              Again.CHANGES_NOTHING,
              "logged-model/m-",
              f -> f.loggedModels.delete(ADA, f.loggedModel)),
          new Case(
              Action.LOGGED_MODEL_TAGS_SET,
              Again.CHANGES_NOTHING,
              "logged-model/m-",
              f -> f.loggedModels.setTags(ADA, f.loggedModel, Map.of("new", "2"))),
          new Case(
              Action.LOGGED_MODEL_TAG_DELETED,
              Again.IS_REFUSED,
              "logged-model/m-",
              f -> f.loggedModels.deleteTag(ADA, f.loggedModel, "old")),
          new Case(
              Action.LOGGED_MODEL_PARAMS_ADDED,
              Again.IS_REFUSED,
              "logged-model/m-",
              f -> f.loggedModels.addParams(ADA, f.loggedModel, Map.of("new", "2"))),
          new Case(
              Action.MODEL_CREATED,
              Again.IS_REFUSED,
              "model/other",
              f -> f.models.create(ADA, "other", "", Map.of())),
          new Case(
              Action.MODEL_DESCRIBED,
              Again.CHANGES_NOTHING,
              "model/classifier",
              f -> f.models.describe(ADA, MODEL, "sorts")),
          new Case(
              Action.MODEL_RENAMED,
              Again.IS_REFUSED,
              "model/classifier",
              f -> f.models.rename(ADA, MODEL, "other")),
          new Case(
              Action.MODEL_DELETED,
              Again.IS_REFUSED,
              "model/classifier",
              f -> f.models.delete(ADA, MODEL)),
          new Case(
              Action.MODEL_TAGS_SET,
              Again.CHANGES_NOTHING,
              "model/classifier",
              f -> f.models.setTags(ADA, MODEL, Map.of("new", "2"))),
          new Case(
              Action.MODEL_TAG_DELETED,
              Again.CHANGES_NOTHING,
              "model/classifier",
              f -> f.models.deleteTag(ADA, MODEL, "old")),
          new Case(
              Action.MODEL_ALIAS_SET,
              Again.CHANGES_NOTHING,
              "model/classifier",
              f -> f.models.setAlias(ADA, MODEL, "old", 2)),
          new Case(
              Action.MODEL_ALIAS_DELETED,
              Again.CHANGES_NOTHING,
              "model/classifier",
              f -> f.models.deleteAlias(ADA, MODEL, "old")),
          new Case(
              Action.MODEL_VERSION_CREATED,
              Again.CHANGES_MORE,
              "model/classifier/3",
              Fixture::version),
          new Case(
              Action.MODEL_VERSION_DESCRIBED,
              Again.CHANGES_NOTHING,
              "model/classifier/1",
              f -> f.versions.describe(ADA, MODEL, 1, "first")),
          new Case(
              Action.MODEL_VERSION_STAGED,
              Again.CHANGES_NOTHING,
              "model/classifier/1",
              f -> f.versions.transition(ADA, MODEL, 1, Stage.PRODUCTION, true)),
          new Case(
              Action.MODEL_VERSION_DELETED,
              Again.IS_REFUSED,
              "model/classifier/1",
              f -> f.versions.delete(ADA, MODEL, 1)),
          new Case(
              Action.MODEL_VERSION_TAGS_SET,
              Again.CHANGES_NOTHING,
              "model/classifier/1",
              f -> f.versions.setTags(ADA, MODEL, 1, Map.of("new", "2"))),
          new Case(
              Action.MODEL_VERSION_TAG_DELETED,
              Again.CHANGES_NOTHING,
              "model/classifier/1",
              f -> f.versions.deleteTag(ADA, MODEL, 1, "old")),
          new Case(
              Action.EXECUTION_STARTED,
              Again.CHANGES_NOTHING,
              "execution/f",
              f -> f.executions.put(ADA, f.told(OTHER, Optional.empty()))),
          new Case(
              Action.EXECUTION_UPDATED,
              Again.CHANGES_NOTHING,
              "execution/e",
              LedgerEntriesTest::tellCapture),
          new Case(
              Action.EXECUTION_ENDED,
              Again.CHANGES_MORE,
              "execution/e",
              f -> f.executions.put(ADA, f.told(f.execution, Optional.of("0")))),
          new Case(
              Action.EXECUTION_REMOVED,
              Again.IS_REFUSED,
              "execution/e",
              f -> f.executions.remove(ADA, f.execution)),
          new Case(
              Action.VERDICT_ADDED,
              Again.CHANGES_NOTHING,
              "execution/e",
              f -> f.executions.addVerdict(ADA, f.execution, CAPTURE)),
          new Case(Action.WEBHOOK_CREATED, Again.CHANGES_MORE, "webhook/", Fixture::newWebhook),
          new Case(
              Action.WEBHOOK_UPDATED,
              Again.CHANGES_NOTHING,
              "webhook/",
              f -> f.webhooks.update(ADA, f.webhook, Fixture.rename("other"))),
          new Case(
              Action.WEBHOOK_DELETED,
              Again.IS_REFUSED,
              "webhook/",
              f -> f.webhooks.delete(ADA, f.webhook)),
          new Case(
              Action.WEBHOOK_UNDELIVERED,
              Again.CHANGES_NOTHING,
              "webhook/",
              f -> f.deliveries.settle(ADA, f.delivery, new Attempt.Answered(404))));

  @Test
  void coversEveryAction() {
    Set<Action> covered = EnumSet.noneOf(Action.class);
    CASES.forEach(each -> covered.add(each.action()));
    assertThat(covered).containsExactly(Action.values());
  }

  @TestFactory
  Stream<DynamicTest> appendsOneEntry() {
    return forEach(
        (each, fixture) -> {
          long size = fixture.size();
          String before = fixture.state();
          each.change().accept(fixture);
          List<Entry> added = fixture.entriesFrom(size);
          assertThat(added).hasSize(1);
          assertThat(added.getFirst().json())
              .contains("\"action\":\"" + each.action().word() + "\"")
              .contains("\"actor\":\"ada\"")
              .contains("\"at\":\"2026-01-01T00:01:00.000Z\"")
              .contains("\"subject\":\"" + each.subject());
          assertThat(fixture.state()).isNotEqualTo(before);
        });
  }

  @TestFactory
  Stream<DynamicTest> appendsNoneForTheSameAgain() {
    return forEach(
        (each, fixture) -> {
          each.change().accept(fixture);
          long size = fixture.size();
          String before = fixture.state();
          fixture.advance(Duration.ofSeconds(1));
          switch (each.again()) {
            case CHANGES_NOTHING -> {
              each.change().accept(fixture);
              assertUnchanged(fixture, size, before);
            }
            case IS_REFUSED -> {
              assertThatThrownBy(() -> each.change().accept(fixture)).isInstanceOf(Failure.class);
              assertUnchanged(fixture, size, before);
            }
            case CHANGES_MORE -> {
              each.change().accept(fixture);
              assertThat(fixture.size()).isEqualTo(size + 1);
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> changesNothingWhenTheLedgerFails() {
    return forEach(
        (each, fixture) -> {
          long size = fixture.size();
          String before = fixture.state();
          fixture.failLedger();
          assertThatThrownBy(() -> each.change().accept(fixture)).hasMessage("the disk is full");
          assertUnchanged(fixture, size, before);
        });
  }

  private interface Check {
    void on(Case each, Fixture fixture);
  }

  private static Stream<DynamicTest> forEach(Check check) {
    return CASES.stream()
        .map(
            each ->
                DynamicTest.dynamicTest(each.action().word(), () -> check.on(each, new Fixture())));
  }

  private static void assertUnchanged(Fixture fixture, long size, String state) {
    assertThat(fixture.size()).isEqualTo(size);
    assertThat(fixture.state()).isEqualTo(state);
  }

  private static RunChange end(Status status) {
    return new RunChange(
        Optional.of(status), Optional.of(Instant.parse("2026-01-01T00:00:30Z")), Optional.empty());
  }

  private static void tellCapture(Fixture fixture) {
    Digest digest = Digest.of(CAPTURE);
    fixture.executions.putBlob(digest, new ByteArrayInputStream(CAPTURE));
    Execution bare = fixture.told(fixture.execution, Optional.empty());
    fixture.executions.put(
        ADA,
        new Execution(
            bare.id(),
            bare.command(),
            bare.user(),
            bare.host(),
            bare.startedAt(),
            bare.endedAt(),
            bare.exit(),
            bare.rerunOf(),
            Optional.of(digest),
            List.of()));
  }

  private static DatasetInput iris() {
    Dataset dataset =
        new Dataset("iris", "d1", "local", "here", Optional.empty(), Optional.empty());
    return new DatasetInput(dataset, Map.of());
  }
}
