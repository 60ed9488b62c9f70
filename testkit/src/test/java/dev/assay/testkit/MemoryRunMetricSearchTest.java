package dev.assay.testkit;

/** The store in memory passes {@link RunMetricSearchKit}. */
final class MemoryRunMetricSearchTest extends RunMetricSearchKit {
  @Override
  protected StoreUnderTest openEmpty() {
    return new MemoryStoreUnderTest();
  }
}
