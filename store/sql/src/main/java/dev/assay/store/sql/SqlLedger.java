package dev.assay.store.sql;

import dev.assay.core.Digest;
import dev.assay.core.ledger.CanonicalEntry;
import dev.assay.core.ledger.Change;
import dev.assay.core.ledger.Entry;
import dev.assay.core.ledger.Ledger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ledger as a table. Thread-safe: entries are chained on the writer's thread alone. */
final class SqlLedger implements Ledger {
  private static final String COLUMNS = "number, entry, hash";

  private final Database database;

  /** The newest entry, once known; only the writer's thread looks at it. */
  private @Nullable Entry newest;

  SqlLedger(Database database) {
    this.database = database;
  }

  @Override
  public Entry append(Change change) {
    return database.write(session -> append(session, change));
  }

  private Entry append(Session session, Change change) throws SQLException {
    Entry before = newest;
    Optional<Entry> previous = before == null ? head(session) : Optional.of(before);
    Entry entry = CanonicalEntry.after(previous, change);
    session.update(
        "INSERT INTO ledger_entry (" + COLUMNS + ") VALUES (?, ?, ?)",
        entry.index(),
        entry.json(),
        entry.hash().bytes());
    newest = entry;
    database.afterRollback(() -> newest = before);
    return entry;
  }

  @Override
  public List<Entry> entries(long fromIndex, int limit) {
    return database.read(
        session ->
            session.list(
                "SELECT "
                    + COLUMNS
                    + " FROM ledger_entry WHERE number >= ? ORDER BY number LIMIT ?",
                SqlLedger::entry,
                fromIndex,
                limit));
  }

  @Override
  public Optional<Entry> head() {
    return database.read(SqlLedger::head);
  }

  private static Optional<Entry> head(Session session) throws SQLException {
    return session.first(
        "SELECT " + COLUMNS + " FROM ledger_entry ORDER BY number DESC LIMIT 1", SqlLedger::entry);
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(row.getLong(1), row.getString(2), Digest.ofHash(row.getBytes(3)));
  }
}
