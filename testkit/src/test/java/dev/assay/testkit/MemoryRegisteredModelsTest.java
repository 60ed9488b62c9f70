package dev.assay.testkit;

/** The store in memory passes {@link RegisteredModelsKit}. */
final class MemoryRegisteredModelsTest extends RegisteredModelsKit {
  @Override
  protected StoreUnderTest openEmpty() {
    return new MemoryStoreUnderTest();
  }
}
