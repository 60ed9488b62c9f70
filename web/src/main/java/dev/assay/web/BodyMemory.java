package dev.assay.web;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the heap that bodies take while they are held, over all requests. Thread-safe. */
final class BodyMemory {
  private final long bytesMax;
  private final AtomicLong bytesHeld = new AtomicLong();

  BodyMemory(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  static BodyMemory ofHeap() {
    return new BodyMemory((long) (Runtime.getRuntime().maxMemory() * Limits.BODY_MEMORY_SHARE_MAX));
  }

  /** Takes {@code bytes}, or refuses when the requests in work hold too much already. */
  void take(long bytes) {
    if (bytesHeld.addAndGet(bytes) > bytesMax) {
      bytesHeld.addAndGet(-bytes);
      throw new Refusal(503, "the server holds too many large requests now; try again");
    }
  }

  void giveBack(long bytes) {
    bytesHeld.addAndGet(-bytes);
  }

  long bytesHeld() {
    return bytesHeld.get();
  }
}
