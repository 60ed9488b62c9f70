package dev.assay.testkit;

/** The store in memory passes {@link LoggedModelsKit}. */
final class MemoryLoggedModelsTest extends LoggedModelsKit {
  @Override
  protected StoreUnderTest openEmpty() {
    return new MemoryStoreUnderTest();
  }
}
