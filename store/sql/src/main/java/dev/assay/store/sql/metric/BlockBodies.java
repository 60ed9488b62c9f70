package dev.assay.store.sql.metric;

import dev.assay.core.Failure;
import dev.assay.core.metric.BlockCodec;
import dev.assay.core.metric.Points;
import dev.assay.store.sql.Session;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads the points of a series' blocks. As long as it is asked for one block after the other it
 * reads ahead, more each time. For one thread, within one use of a session.
 */
final class BlockBodies {
  private static final String BODIES =
      """
      SELECT number, body FROM metric_block
      WHERE run_id = ? AND key_id = ? AND number >= ? AND number < ? ORDER BY number""";

  /** About half a megabyte. */
  private static final int AHEAD_MAX = 64;

  private final Session session;
  private final long run;
  private final long keyId;
  private final long blocks;
  private final Deque<Body> read = new ArrayDeque<>();
  private long next = -1;
  private int ahead = 1;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Body(long number, byte[] bytes) {}

  /** A statement failed where no checked exception can pass. */
  static final class ReadFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SQLException sql;

    ReadFailure(SQLException sql) {
      super(sql);
      this.sql = sql;
    }

    SQLException sql() {
      return sql;
    }
  }

  BlockBodies(Session session, long run, long keyId, long blocks) {
    this.session = session;
    this.run = run;
    this.keyId = keyId;
    this.blocks = blocks;
  }

  /** The points of a block, which are so many. */
  Points points(long number, int count) {
    try {
      Points points = BlockCodec.decode(bytes(number));
      if (points.size() != count) {
        throw Failure.corrupt("a stored block of metric points does not agree with its rollup");
      }
      return points;
    } catch (SQLException e) {
      throw new ReadFailure(e);
    }
  }

  private byte[] bytes(long number) throws SQLException {
    while (!read.isEmpty() && read.getFirst().number() < number) {
      read.removeFirst();
    }
    if (read.isEmpty() || read.getFirst().number() != number) {
      fetch(number);
    }
    next = number + 1;
    return read.removeFirst().bytes();
  }

  private void fetch(long number) throws SQLException {
    ahead = number == next ? Math.min(2 * ahead, AHEAD_MAX) : 1;
    read.clear();
    session.each(
        BODIES,
        row -> read.add(new Body(row.getLong(1), row.getBytes(2))),
        run,
        keyId,
        number,
        Math.min(number + ahead, blocks));
    if (read.isEmpty() || read.getFirst().number() != number) {
      throw Failure.corrupt("a stored block of metric points is missing");
    }
  }
}
