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
}
