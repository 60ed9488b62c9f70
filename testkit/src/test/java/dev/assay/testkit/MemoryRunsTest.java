package dev.assay.testkit;

/** The store in memory passes {@link RunsKit}. */
final class MemoryRunsTest extends RunsKit {
  @Override
  protected StoreUnderTest openEmpty() {
    return new MemoryStoreUnderTest();
  }
}
