package dev.assay.store.sql;

import java.sql.SQLException;

/** Something done with a connection. It may run on another thread than the caller's. */
@FunctionalInterface
public interface Work<T> {
  T on(Session session) throws SQLException;
}
