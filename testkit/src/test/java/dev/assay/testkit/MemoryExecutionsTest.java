package dev.assay.testkit;

/** The store in memory passes {@link ExecutionsKit}. */
final class MemoryExecutionsTest extends ExecutionsKit {
  @Override
  protected StoreUnderTest openEmpty() {
    return new MemoryStoreUnderTest();
  }
}
