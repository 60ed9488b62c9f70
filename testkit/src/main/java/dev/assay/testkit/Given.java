package dev.assay.testkit;

import dev.assay.core.project.ProjectId;
import dev.assay.core.registry.LoggedModel;
import dev.assay.core.registry.LoggedModelId;
import dev.assay.core.registry.ModelVersion;
import dev.assay.core.registry.Stage;
import dev.assay.core.run.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts rows into a store that a test needs but is not about. */
final class Given {
  private Given() {}

  /** Some seconds after the start of the test clock. */
  static Instant at(long second) {
    return TestClock.START.plusSeconds(second);
  }

  static ProjectId project(StoreUnderTest store, String name) {
    return store.projects().create(name, Optional.empty(), Map.of(), at(0)).id();
  }

  static RunId run(StoreUnderTest store, ProjectId project, int number) {
    String id = String.format("%032x", number);
    store.runs().create(new RunBuilder(project, id, at(number)).build(), Map.of());
    return new RunId(id);
  }

  static LoggedModelId loggedModel(StoreUnderTest store, ProjectId project, int number) {
    LoggedModelId id = new LoggedModelId("m-" + String.format("%032x", number));
    store.loggedModels().create(loggedModel(id, project, "lm" + number, number));
    return id;
  }

  static LoggedModel loggedModel(LoggedModelId id, ProjectId project, String name, long second) {
    return new LoggedModel(
        id,
        project,
        name,
        "",
        Optional.empty(),
        LoggedModel.Status.PENDING,
        "",
        at(second),
        at(second),
        Optional.empty(),
        Map.of(),
        Map.of(),
        List.of());
  }

  static ModelVersion version(StoreUnderTest store, String model, long second) {
    return store.modelVersions().create(draft(model, "s3://b/x", Optional.empty(), second));
  }

  static ModelVersion draft(String model, String source, Optional<RunId> run, long second) {
    return new ModelVersion(
        model,
        0,
        Stage.NONE,
        "",
        "",
        source,
        source,
        run,
        "",
        Optional.empty(),
        at(second),
        at(second),
        Map.of(),
        List.of());
  }
}
