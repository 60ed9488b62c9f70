package dev.assay.testkit;

/** The store in memory passes {@link TransactionsKit}. */
final class MemoryTransactionsTest extends TransactionsKit {
  @Override
  protected StoreUnderTest openEmpty() {
    return new MemoryStoreUnderTest();
  }
}
