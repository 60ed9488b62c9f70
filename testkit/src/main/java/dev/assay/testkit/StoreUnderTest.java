package dev.assay.testkit;

import dev.assay.core.Transactions;
import dev.assay.core.artifact.Artifacts;
import dev.assay.core.dataset.Datasets;
import dev.assay.core.ledger.Ledger;
import dev.assay.core.metric.Metrics;
import dev.assay.core.project.Projects;
import dev.assay.core.registry.LoggedModels;
import dev.assay.core.registry.ModelVersions;
import dev.assay.core.registry.RegisteredModels;
import dev.assay.core.run.Runs;

/** A store as the kits use it: all relational ports over the same data. */
public interface StoreUnderTest extends AutoCloseable {
  Transactions transactions();

  Projects projects();

  Runs runs();

  Ledger ledger();

  /** Metric series; a store that has none yet fails the kits that need them. */
  default Metrics metrics() {
    throw missing("metrics");
  }

  /** Datasets; a store that has none yet fails the kits that need them. */
  default Datasets datasets() {
    throw missing("datasets");
  }

  /** Artifacts; a store that has none yet fails the kits that need them. */
  default Artifacts artifacts() {
    throw missing("artifacts");
  }

  /** Logged models; a store that has none yet fails the kits that need them. */
  default LoggedModels loggedModels() {
    throw missing("logged models");
  }

  /** Registered models; a store that has none yet fails the kits that need them. */
  default RegisteredModels registeredModels() {
    throw missing("registered models");
  }

  /** Model versions; a store that has none yet fails the kits that need them. */
  default ModelVersions modelVersions() {
    throw missing("model versions");
  }

  /**
   * Closes the store and opens it again on the same data, as a restart does. A store that lives in
   * memory gives itself.
   */
  StoreUnderTest reopen();

  @Override
  void close();

  private static AssertionError missing(String what) {
    return new AssertionError("this store has no " + what + " yet");
  }
}
