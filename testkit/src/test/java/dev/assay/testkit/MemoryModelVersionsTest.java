package dev.assay.testkit;

/** The store in memory passes {@link ModelVersionsKit}. */
final class MemoryModelVersionsTest extends ModelVersionsKit {
  @Override
  protected StoreUnderTest openEmpty() {
    return new MemoryStoreUnderTest();
  }
}
