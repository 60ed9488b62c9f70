package dev.assay.store.sql;

import dev.assay.core.Failure;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The dictionary of the keys of metrics, params and tags. What is known is kept in memory, and only
 * what is committed. Thread-safe.
 */
public final class Keys {
  /** Beyond so many keys in memory it starts anew. */
  private static final int KNOWN_MAX = 200_000;

  private final Database database;
  private final Map<String, Long> ids = new ConcurrentHashMap<>();
  private final Map<Long, String> names = new ConcurrentHashMap<>();

  /**
   * Made by the running transaction or one before it in its group; for the writer's thread alone.
   */
  private final Map<String, Long> fresh = new HashMap<>();

  Keys(Database database) {
    this.database = database;
  }

  /** The number of a key, which is made when it is new; for use in a transaction. */
  public long id(Session session, String name) throws SQLException {
    OptionalLong known = find(session, name);
    return known.isPresent() ? known.getAsLong() : add(session, name);
  }

  /** The numbers of keys, which are made when they are new; for use in a transaction. */
  public Map<String, Long> ids(Session session, Collection<String> keys) throws SQLException {
    Map<String, Long> found = HashMap.newHashMap(keys.size());
    for (String key : keys) {
      found.put(key, id(session, key));
    }
    return found;
  }

  /** The number of a key, if it has one. */
  public OptionalLong find(Session session, String name) throws SQLException {
    Long known = ids.get(name);
    if (known == null && database.inTransaction()) {
      known = fresh.get(name);
    }
    if (known != null) {
      return OptionalLong.of(known);
    }
    var stored =
        session.first("SELECT id FROM key_name WHERE name = ?", row -> row.getLong(1), name);
    stored.ifPresent(id -> keep(name, id));
    return stored.map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }

  /** The key of a number. */
  public String name(Session session, long id) throws SQLException {
    String known = names.get(id);
    if (known != null) {
      return known;
    }
    String stored =
        session
            .first("SELECT name FROM key_name WHERE id = ?", row -> row.getString(1), id)
            .orElseThrow(() -> Failure.corrupt("key " + id + " of a run has no name"));
    keep(stored, id);
    return stored;
  }

  private long add(Session session, String name) throws SQLException {
    long id = session.number("INSERT INTO key_name (name) VALUES (?) RETURNING id", name);
    fresh.put(name, id);
    database.afterRollback(() -> fresh.remove(name));
    database.afterCommit(
        () -> {
          fresh.remove(name);
          keep(name, id);
        });
    return id;
  }

  private void keep(String name, long id) {
    if (database.inTransaction() && fresh.containsKey(name)) {
      return; // not committed yet
    }
    if (ids.size() >= KNOWN_MAX) {
      ids.clear();
      names.clear();
    }
    ids.put(name, id);
    names.put(id, name);
  }
}
