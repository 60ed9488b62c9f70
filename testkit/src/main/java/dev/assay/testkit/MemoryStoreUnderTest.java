package dev.assay.testkit;

import dev.assay.core.Transactions;
import dev.assay.core.ledger.Ledger;
import dev.assay.core.memory.MemoryStore;
import dev.assay.core.project.Projects;
import dev.assay.core.run.Runs;

/** The store in memory; a restart keeps it. */
public final class MemoryStoreUnderTest implements StoreUnderTest {
  private final MemoryStore memory = new MemoryStore();

  @Override
  public Transactions transactions() {
    return memory.transactions();
  }

  @Override
  public Projects projects() {
    return memory.projects();
  }

  @Override
  public Runs runs() {
    return memory.runs();
  }

  @Override
  public Ledger ledger() {
    return memory.ledger();
  }

  @Override
  public StoreUnderTest reopen() {
    return this;
  }

  @Override
  public void close() {}
}
