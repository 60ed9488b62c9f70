package dev.assay.testkit;

/** The store in memory passes {@link MetricsRandomKit}. */
final class MemoryMetricsRandomTest extends MetricsRandomKit {
  @Override
  protected StoreUnderTest openEmpty() {
    return new MemoryStoreUnderTest();
  }
}
