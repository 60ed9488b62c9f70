package dev.assay.testkit;

/** The store in memory passes {@link DatasetsKit}. */
final class MemoryDatasetsTest extends DatasetsKit {
  @Override
  protected StoreUnderTest openEmpty() {
    return new MemoryStoreUnderTest();
  }
}
