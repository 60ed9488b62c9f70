package dev.assay.testkit;

/** The store in memory passes {@link RunSearchRandomKit}. */
final class MemoryRunSearchRandomTest extends RunSearchRandomKit {
  @Override
  protected StoreUnderTest openEmpty() {
    return new MemoryStoreUnderTest();
  }
}
