package dev.assay.testkit;

import dev.assay.core.project.Project;
import dev.assay.core.project.ProjectId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fresh, empty store for each test of a kit. */
public abstract class StoreKit {
  protected final TestClock clock = new TestClock();
  protected final CountingIds ids = new CountingIds();
  protected StoreUnderTest store;

  /** Opens a store without data. */
  protected abstract StoreUnderTest openEmpty() throws Exception;

  @BeforeEach
  final void openStore() throws Exception {
    store = openEmpty();
  }

  @AfterEach
  final void closeStore() {
    store.close();
  }

  /** Goes on with the same data after a restart. */
  protected final void restart() {
    store = store.reopen();
  }

  /** An active project, made now. */
  protected final ProjectId project(String name) {
    return projectOf(name).id();
  }

  protected final Project projectOf(String name) {
    return store.projects().create(name, Optional.empty(), Map.of(), clock.instant());
  }

  /** A builder of runs that start now. */
  protected final RunBuilder run(ProjectId project) {
    return new RunBuilder(project, ids.hex32(), clock.instant());
  }
}
