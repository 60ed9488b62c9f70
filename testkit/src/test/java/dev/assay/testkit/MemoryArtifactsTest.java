package dev.assay.testkit;

/** The store in memory passes {@link ArtifactsKit}. */
final class MemoryArtifactsTest extends ArtifactsKit {
  @Override
  protected StoreUnderTest openEmpty() {
    return new MemoryStoreUnderTest();
  }
}
