package dev.assay.testkit;

/** The store in memory passes {@link ProjectSearchKit}. */
final class MemoryProjectSearchTest extends ProjectSearchKit {
  @Override
  protected StoreUnderTest openEmpty() {
    return new MemoryStoreUnderTest();
  }
}
