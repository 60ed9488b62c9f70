package dev.assay.testkit;

/** The store in memory passes {@link LedgerKit}. */
final class MemoryLedgerTest extends LedgerKit {
  @Override
  protected StoreUnderTest openEmpty() {
    return new MemoryStoreUnderTest();
  }
}
