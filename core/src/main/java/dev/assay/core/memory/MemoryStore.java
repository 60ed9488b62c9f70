package dev.assay.core.memory;

import dev.assay.core.Transactions;
import dev.assay.core.ledger.Ledger;
import dev.assay.core.project.Projects;
import dev.assay.core.run.Runs;

/** All ports over one state in memory. Thread-safe. */
public final class MemoryStore {
  private final MemoryState state = new MemoryState();
  private final Projects projects = new MemoryProjects(state);
  private final Runs runs = new MemoryRuns(state);
  private final Ledger ledger = new MemoryLedger(state.undoLog);

  public Transactions transactions() {
    return state.undoLog;
  }

  public Projects projects() {
    return projects;
  }

  public Runs runs() {
    return runs;
  }

  public Ledger ledger() {
    return ledger;
  }
}
