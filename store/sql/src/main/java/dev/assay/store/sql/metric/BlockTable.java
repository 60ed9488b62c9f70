package dev.assay.store.sql.metric;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.metric.BlockCodec;
import dev.assay.core.metric.Chunk;
import dev.assay.core.metric.PointBuffer;
import dev.assay.core.metric.PointOrder;
import dev.assay.core.metric.Points;
import dev.assay.core.metric.Rollup;
import dev.assay.core.query.CodePointOrder;
import dev.assay.store.sql.Session;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Sealed blocks. Each has its rollup beside it and the SHA-256 over both. Pure functions. */
final class BlockTable {
  private static final String INSERT =
      """
      INSERT INTO metric_block (run_id, key_id, number, rollup, body, digest)
      VALUES (?, ?, ?, ?, ?, ?)""";
  private static final String ROLLUPS =
      """
      SELECT number, rollup FROM metric_block
      WHERE run_id = ? AND key_id = ? AND number < ? ORDER BY number""";
  private static final String DIGESTS =
      """
      SELECT k.name, b.number, b.digest
      FROM metric_block b JOIN key_name k ON k.id = b.key_id WHERE b.run_id = ?""";

  /** So many blocks are handed to the database at once; bounds what waits in memory. */
  private static final int BATCH_BLOCKS = 64;

  private BlockTable() {}

  /** Seals the open points of series; what they were is forgotten in memory. */
  static void seal(Session session, long run, List<OpenSeries> series, long wal)
      throws SQLException {
    if (series.isEmpty()) {
      return;
    }
    PreparedStatement insert = session.prepare(INSERT);
    int waiting = 0;
    for (OpenSeries one : series) {
      List<Points> cut = cut(PointOrder.TIME.sorted(one.open().view().points()));
      for (int i = 0; i < cut.size(); i++) {
        bind(insert, run, one, one.blocks() + i, cut.get(i));
        insert.addBatch();
        if (++waiting == BATCH_BLOCKS) {
          insert.executeBatch();
          waiting = 0;
        }
      }
      one.sealed(cut.size(), wal);
    }
    if (waiting > 0) {
      insert.executeBatch();
    }
  }

  private static void bind(
      PreparedStatement insert, long run, OpenSeries series, long number, Points points)
      throws SQLException {
    byte[] rollup = Rollup.of(points).encode();
    byte[] body = BlockCodec.encode(points);
    MessageDigest digest = Digest.sha256();
    digest.update(rollup);
    digest.update(body);
    insert.setLong(1, run);
    insert.setLong(2, series.keyId);
    insert.setLong(3, number);
    insert.setBytes(4, rollup);
    insert.setBytes(5, body);
    insert.setBytes(6, digest.digest());
  }

  /** Even parts of about the size aimed at. */
  private static List<Points> cut(Points points) {
    int size = points.size();
    int parts = Math.max(1, Math.round((float) size / BlockCodec.POINTS_AIM));
    List<Points> cut = new ArrayList<>(parts);
    for (int i = 0; i < parts; i++) {
      int from = (int) ((long) size * i / parts);
      int to = (int) ((long) size * (i + 1) / parts);
      PointBuffer part = new PointBuffer(to - from);
      part.addAll(points, from, to);
      cut.add(part.toPoints());
    }
    return cut;
  }

  /** The first so many blocks of a series; points are read when they are asked for. */
  static List<Chunk> chunks(Session session, long run, OpenSeries.View series) throws SQLException {
    if (series.blocks() == 0) {
      return List.of();
    }
    BlockBodies bodies = new BlockBodies(session, run, series.keyId(), series.blocks());
    List<Chunk> chunks =
        session.list(
            ROLLUPS,
            row -> {
              long number = row.getLong(1);
              Rollup rollup = Rollup.decode(row.getBytes(2));
              return new Chunk(rollup, () -> bodies.points(number, rollup.count()));
            },
            run,
            series.keyId(),
            series.blocks());
    if (chunks.size() == series.blocks()) {
      return chunks;
    }
    if (RunRow.find(session, run).isEmpty()) {
      return List.of(); // deleted since the series was looked up
    }
    throw Failure.corrupt("stored blocks of a metric series are missing");
  }

  /** A block in the manifest of its run. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Line(String key, long number, byte[] digest) {}

  /** The digest over all blocks of a run by key and number; the same for the same content. */
  static Digest manifest(Session session, long run) throws SQLException {
    return manifest(
        session.list(
            DIGESTS, row -> new Line(row.getString(1), row.getLong(2), row.getBytes(3)), run));
  }

  static Digest manifest(List<Line> blocks) {
    List<Line> lines = new ArrayList<>(blocks);
    lines.sort(
        Comparator.comparing(Line::key, CodePointOrder.BY_CODE_POINT)
            .thenComparingLong(Line::number));
    MessageDigest digest = Digest.sha256();
    for (Line line : lines) {
      byte[] name = line.key.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(name.length).array());
      digest.update(name);
      digest.update(line.digest);
    }
    return Digest.ofHash(digest.digest());
  }
}
