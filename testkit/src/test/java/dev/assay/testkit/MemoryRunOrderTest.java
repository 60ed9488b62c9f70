package dev.assay.testkit;

/** The store in memory passes {@link RunOrderKit}. */
final class MemoryRunOrderTest extends RunOrderKit {
  @Override
  protected StoreUnderTest openEmpty() {
    return new MemoryStoreUnderTest();
  }
}
