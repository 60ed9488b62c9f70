package dev.assay.testkit;

import dev.assay.core.Digest;
import dev.assay.core.artifact.Blobs;
import dev.assay.core.memory.MemoryBlobs;

/** Blobs in memory pass {@link BlobsKit}. */
final class MemoryBlobsTest extends BlobsKit {
  private final MemoryBlobs memory = new MemoryBlobs(clock);

  @Override
  protected Blobs openEmpty() {
    return memory;
  }

  @Override
  protected Blobs reopen() {
    return memory;
  }

  @Override
  protected void damage(Digest digest) {
    memory.damage(digest);
  }
}
