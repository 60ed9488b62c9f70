package dev.assay.store.sql;

import dev.assay.core.Failure;
import dev.assay.core.capture.Console;
import dev.assay.core.capture.ExecutionActions;
import dev.assay.core.capture.ExecutionId;
import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * Consoles of executions: rows of at most {@link #PIECE_BYTES_MAX}, all but the last of them that
 * long, so that any part is found by its position. For use in a transaction.
 */
final class SqlConsole {
  /**
   * Short, since each request that adds a little writes the last piece anew; long enough that ten
   * megabytes are few hundred rows.
   */
  static final int PIECE_BYTES_MAX = 16 * 1024;

  private SqlConsole() {}

  /** An execution and how long its console is. */
  private record Place(long execution, long sizeBytes) {
    static Place of(Session session, ExecutionId id) throws SQLException {
      return session
          .first(
              "SELECT id, console_bytes FROM execution WHERE uid = ?",
              row -> new Place(row.getLong(1), row.getLong(2)),
              id.value())
          .orElseThrow(() -> ExecutionActions.missing(id));
    }
  }

  static long append(Session session, ExecutionId id, long offset, byte[] bytes)
      throws SQLException {
    Place place = Place.of(session, id);
    long size = place.sizeBytes();
    if (offset < 0 || offset > size) {
      throw Failure.conflict(
          "the console has " + size + " bytes; nothing can be added at " + offset);
    }
    int known = (int) Math.min(bytes.length, size - offset);
    long end = size + bytes.length - known;
    if (end > Console.SIZE_BYTES_MAX) {
      throw Failure.limit("a console holds at most " + Console.SIZE_BYTES_MAX + " bytes");
    }
    if (end > size) {
      add(session, place, Arrays.copyOfRange(bytes, known, bytes.length));
      session.update("UPDATE execution SET console_bytes = ? WHERE id = ?", end, place.execution());
    }
    return end;
  }

  private static void add(Session session, Place place, byte[] bytes) throws SQLException {
    long position = place.sizeBytes() - place.sizeBytes() % PIECE_BYTES_MAX;
    byte[] last = lastPiece(session, place.execution(), position);
    byte[] tail = Arrays.copyOf(last, last.length + bytes.length);
    System.arraycopy(bytes, 0, tail, last.length, bytes.length);
    for (int from = 0; from < tail.length; from += PIECE_BYTES_MAX) {
      session.update(
          "INSERT INTO execution_console (execution_id, position, body) VALUES (?, ?, ?)"
              + " ON CONFLICT (execution_id, position) DO UPDATE SET body = excluded.body",
          place.execution(),
          position + from,
          Arrays.copyOfRange(tail, from, Math.min(tail.length, from + PIECE_BYTES_MAX)));
    }
  }

  private static byte[] lastPiece(Session session, long execution, long position)
      throws SQLException {
    return session
        .first(
            "SELECT body FROM execution_console WHERE execution_id = ? AND position = ?",
            row -> row.getBytes(1),
            execution,
            position)
        .orElseGet(() -> new byte[0]);
  }

  static Console read(Session session, ExecutionId id, long offset, int limit) throws SQLException {
    Place place = Place.of(session, id);
    long from = Math.clamp(offset, 0, place.sizeBytes());
    long to = Math.min(place.sizeBytes(), from + Math.max(0, limit));
    ByteArrayOutputStream part = new ByteArrayOutputStream((int) (to - from));
    session.each(
        "SELECT position, body FROM execution_console"
            + " WHERE execution_id = ? AND position > ? AND position < ? ORDER BY position",
        row -> {
          long position = row.getLong(1);
          byte[] body = row.getBytes(2);
          int first = (int) Math.max(0, from - position);
          int end = (int) Math.min(body.length, to - position);
          part.write(body, first, Math.max(0, end - first));
        },
        place.execution(),
        from - PIECE_BYTES_MAX,
        to);
    return new Console(part.toByteArray(), place.sizeBytes());
  }
}
