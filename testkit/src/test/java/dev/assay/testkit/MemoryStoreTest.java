package dev.assay.testkit;

import org.junit.jupiter.api.Nested;

/** The store in memory passes the kits of its ports. */
final class MemoryStoreTest {
  @Nested
  final class TransactionsTest extends TransactionsKit {
    @Override
    protected StoreUnderTest openEmpty() {
      return new MemoryStoreUnderTest();
    }
  }

  @Nested
  final class ArtifactsTest extends ArtifactsKit {
    @Override
    protected StoreUnderTest openEmpty() {
      return new MemoryStoreUnderTest();
    }
  }

  @Nested
  final class DatasetsTest extends DatasetsKit {
    @Override
    protected StoreUnderTest openEmpty() {
      return new MemoryStoreUnderTest();
    }
  }

  @Nested
  final class LoggedModelsTest extends LoggedModelsKit {
    @Override
    protected StoreUnderTest openEmpty() {
      return new MemoryStoreUnderTest();
    }
  }

  @Nested
  final class LoggedModelSearchTest extends LoggedModelSearchKit {
    @Override
    protected StoreUnderTest openEmpty() {
      return new MemoryStoreUnderTest();
    }
  }

  @Nested
  final class RegisteredModelsTest extends RegisteredModelsKit {
    @Override
    protected StoreUnderTest openEmpty() {
      return new MemoryStoreUnderTest();
    }
  }

  @Nested
  final class ModelVersionsTest extends ModelVersionsKit {
    @Override
    protected StoreUnderTest openEmpty() {
      return new MemoryStoreUnderTest();
    }
  }
}
