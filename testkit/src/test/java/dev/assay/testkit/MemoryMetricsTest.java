package dev.assay.testkit;

/** The store in memory passes {@link MetricsKit}. */
final class MemoryMetricsTest extends MetricsKit {
  @Override
  protected StoreUnderTest openEmpty() {
    return new MemoryStoreUnderTest();
  }
}
