package dev.assay.store.sql.metric;

import dev.assay.core.Failure;
import dev.assay.core.run.RunId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A run whose series are in memory, all of them. The writer's thread changes it; readers look up
 * series and use what these published.
 */
final class OpenRun {
  final RunId id;
  final long row;
  final Map<String, OpenSeries> series = new ConcurrentHashMap<>();

  /** Points in open series. */
  long openPoints;

  /** Points in rows of the write-ahead table, sealed ones too. */
  long walPoints;

  private @Nullable String damage;

  OpenRun(RunId id, long row) {
    this.id = id;
    this.row = row;
  }

  /** Points of it are lost; it is not served any more. */
  void damaged(String what) {
    damage = what;
  }

  void refuseWhenDamaged() {
    if (damage != null) {
      throw Failure.corrupt("metrics of run " + id + " are damaged: " + damage);
    }
  }
}
