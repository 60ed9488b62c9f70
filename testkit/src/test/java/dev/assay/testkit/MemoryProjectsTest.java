package dev.assay.testkit;

/** The store in memory passes {@link ProjectsKit}. */
final class MemoryProjectsTest extends ProjectsKit {
  @Override
  protected StoreUnderTest openEmpty() {
    return new MemoryStoreUnderTest();
  }
}
