package dev.assay.core.memory;

import dev.assay.core.ledger.CanonicalEntry;
import dev.assay.core.ledger.Change;
import dev.assay.core.ledger.Entry;
import dev.assay.core.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ledger in memory. */
final class MemoryLedger implements Ledger {
  private final UndoLog undoLog;
  private final List<Entry> entries = new ArrayList<>();

  MemoryLedger(UndoLog undoLog) {
    this.undoLog = undoLog;
  }

  @Override
  public Entry append(Change change) {
    return undoLog.transact(
        () -> {
          Entry entry = CanonicalEntry.after(newest(), change);
          entries.add(entry);
          undoLog.onRollback(entries::removeLast);
          return entry;
        });
  }

  @Override
  public List<Entry> entries(long fromIndex, int limit) {
    return undoLog.read(() -> entries.stream().skip(fromIndex).limit(limit).toList());
  }

  @Override
  public Optional<Entry> head() {
    return undoLog.read(this::newest);
  }

  private Optional<Entry> newest() {
    return entries.isEmpty() ? Optional.empty() : Optional.of(entries.getLast());
  }
}
