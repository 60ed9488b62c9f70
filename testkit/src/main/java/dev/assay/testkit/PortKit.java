package dev.assay.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Failure;
import dev.assay.core.query.Cursor;
import dev.assay.core.query.Page;
import dev.assay.core.query.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/** What the kits of single ports share: rollback, paging and comparison with the memory store. */
abstract class PortKit extends StoreKit {
  /** Runs the changes in a transaction that fails after them. */
  final void assertRollsBack(Runnable changes) {
    assertThatThrownBy(
            () ->
                store
                    .transactions()
                    .transact(
                        () -> {
                          changes.run();
                          throw new IllegalStateException("on purpose");
                        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("on purpose");
  }

  /** All rows of a listing, read page by page; no page may be short before the last. */
  static <T> List<T> allPages(int limit, Function<PageRequest, Page<T>> listing) {
    List<T> all = new ArrayList<>();
    Optional<Cursor> after = Optional.empty();
    do {
      Page<T> page = listing.apply(new PageRequest(limit, after));
      assertThat(page.items().size()).isLessThanOrEqualTo(limit);
      if (page.next().isPresent()) {
        assertThat(page.items()).hasSize(limit);
      }
      all.addAll(page.items());
      after = page.next();
    } while (after.isPresent());
    return all;
  }

  /** Does the same to both stores, which must answer the same or fail the same. */
  final void assertSame(StoreUnderTest oracle, Function<StoreUnderTest, Object> call) {
    assertThat(outcome(store, call)).isEqualTo(outcome(oracle, call));
  }

  /** Random numbers whose seed is printed, to repeat a failure. */
  static Random random() {
    long seed = Long.getLong("assay.seed", System.nanoTime());
    System.out.println("random data from -Dassay.seed=" + seed);
    return new Random(seed);
  }

  private static Object outcome(StoreUnderTest store, Function<StoreUnderTest, Object> call) {
    try {
      return call.apply(store);
    } catch (Failure failure) {
      return failure.kind();
    }
  }
}
