package dev.assay.testkit;

/** The store in memory passes {@link WebhookQueueKit}. */
final class MemoryWebhookQueueTest extends WebhookQueueKit {
  @Override
  protected StoreUnderTest openEmpty() {
    return new MemoryStoreUnderTest();
  }
}
