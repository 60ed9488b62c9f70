package dev.assay.store.sql;

import dev.assay.core.Transactions;
import java.util.function.Supplier;

/** Transactions on the writer's thread. Thread-safe. */
final class SqlTransactions implements Transactions {
  private final Database database;

  SqlTransactions(Database database) {
    this.database = database;
  }

  @Override
  public <T> T transact(Supplier<T> work) {
    return database.writeApart(session -> work.get());
  }
}
