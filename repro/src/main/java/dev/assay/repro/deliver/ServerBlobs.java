package dev.assay.repro.deliver;

import dev.assay.client.AssayClient;
import dev.assay.client.AssayException;
import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.repro.blob.BlobStore;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The blobs of a server. Thread-safe. */
public final class ServerBlobs implements BlobStore {
  private final AssayClient client;

  public ServerBlobs(AssayClient client) {
    this.client = client;
  }

  @Override
  public boolean has(Digest blob) {
    try {
      return client.blobs().has(blob.hex());
    } catch (AssayException e) {
      throw unavailable(e);
    }
  }

  @Override
  public void put(Digest blob, Path content) {
    try {
      client.blobs().putMissing(blob.hex(), content);
    } catch (AssayException e) {
      throw e.kind() == AssayException.Kind.INVALID
          ? Failure.conflict("'" + content + "' changed while it was read")
          : unavailable(e);
    } catch (UncheckedIOException e) {
      throw Failure.unavailable("'" + content + "' cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public InputStream open(Digest blob, long offset, long bytes) {
    try {
      boolean isWhole = offset == 0 && bytes == Long.MAX_VALUE;
      return isWhole
          ? client.blobs().open(blob.hex())
          : client.blobs().open(blob.hex(), offset, bytes);
    } catch (AssayException e) {
      throw e.kind() == AssayException.Kind.NOT_FOUND
          ? Failure.notFound("the server has no content " + blob)
          : unavailable(e);
    }
  }

  private static Failure unavailable(AssayException problem) {
    return Failure.unavailable(String.valueOf(problem.getMessage()), problem);
  }
}
