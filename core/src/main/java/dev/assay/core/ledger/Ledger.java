package dev.assay.core.ledger;

import java.util.List;
import java.util.Optional;

/** Keeps the ledger: entries are appended, in one order, and never changed. */
public interface Ledger {
  /**
   * Appends an entry for the change, chained to the one before; part of the caller's transaction
   * when there is one.
   *
   * @return the entry
   */
  Entry append(Change change);

  /** The entries from an index on, in order, at most {@code limit}. */
  List<Entry> entries(long fromIndex, int limit);

  /** The newest entry; empty in an empty ledger. */
  Optional<Entry> head();
}
