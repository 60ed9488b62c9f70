package dev.assay.testkit;

/** The store in memory passes {@link WebhooksKit}. */
final class MemoryWebhooksTest extends WebhooksKit {
  @Override
  protected StoreUnderTest openEmpty() {
    return new MemoryStoreUnderTest();
  }
}
