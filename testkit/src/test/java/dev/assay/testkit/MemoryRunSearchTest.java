package dev.assay.testkit;

/** The store in memory passes {@link RunSearchKit}. */
final class MemoryRunSearchTest extends RunSearchKit {
  @Override
  protected StoreUnderTest openEmpty() {
    return new MemoryStoreUnderTest();
  }
}
