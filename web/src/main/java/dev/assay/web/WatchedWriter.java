package dev.assay.web;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.time.Duration;

/**
 * Writes with a deadline: a client that takes nothing for {@link Limits#STALL_MAX} loses its
 * connection.
 */
final class WatchedWriter implements DataWriter {
  private final DataWriter inner;
  private final Duration stallMax;
  private final Deadline deadline = new Deadline();

  WatchedWriter(DataWriter inner, Duration stallMax) {
    this.inner = inner;
    this.stallMax = stallMax;
  }

  Deadline deadline() {
    return deadline;
  }

  @Override
  public void write(BufferData... buffers) {
    write(BufferData.create(buffers));
  }

  @Override
  public void write(BufferData buffer) {
    watched(() -> inner.write(buffer));
  }

  @Override
  public void writeNow(BufferData... buffers) {
    writeNow(BufferData.create(buffers));
  }

  @Override
  public void writeNow(BufferData buffer) {
    watched(() -> inner.writeNow(buffer));
  }

  @Override
  public void flush() {
    watched(inner::flush);
  }

  private void watched(Runnable step) {
    deadline.start(stallMax);
    try {
      step.run();
    } finally {
      deadline.stop();
    }
  }
}
