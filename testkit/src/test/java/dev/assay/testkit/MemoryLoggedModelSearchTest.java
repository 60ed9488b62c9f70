package dev.assay.testkit;

/** The store in memory passes {@link LoggedModelSearchKit}. */
final class MemoryLoggedModelSearchTest extends LoggedModelSearchKit {
  @Override
  protected StoreUnderTest openEmpty() {
    return new MemoryStoreUnderTest();
  }
}
