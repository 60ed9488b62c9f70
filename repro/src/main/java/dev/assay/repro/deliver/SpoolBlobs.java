package dev.assay.repro.deliver;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.repro.blob.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/**
 * The blobs of an execution: they go to the server while it answers, else into the spool, from
 * where they are delivered later. Thread-safe.
 */
public final class SpoolBlobs implements BlobStore {
  private final Path folder;
  private final ServerLink link;

  public SpoolBlobs(Path folder, ServerLink link) {
    this.folder = folder;
    this.link = link;
  }

  @Override
  public boolean has(Digest blob) {
    if (Files.exists(folder.resolve(blob.hex()))) {
      return true;
    }
    try {
      return new ServerBlobs(link.client()).has(blob);
    } catch (Failure e) {
      return false; // then it is kept once more, and delivered later
    }
  }

  @Override
  public void put(Digest blob, Path content) {
    try {
      new ServerBlobs(link.client()).put(blob, content);
    } catch (Failure e) {
      if (e.kind() == Failure.Kind.CONFLICT) {
        throw e;
      }
      keep(blob, content);
    }
  }

  @Override
  public InputStream open(Digest blob, long offset, long bytes) {
    Path file = folder.resolve(blob.hex());
    if (!Files.exists(file)) {
      return new ServerBlobs(link.client()).open(blob, offset, bytes);
    }
    try {
      InputStream content = Files.newInputStream(file);
      content.skipNBytes(offset);
      return bytes == Long.MAX_VALUE ? content : new Stretch(content, bytes);
    } catch (IOException e) {
      throw Failure.unavailable("the content " + blob + " cannot be read: " + e.getMessage(), e);
    }
  }

  private void keep(Digest blob, Path content) {
    Path draft = null;
    try {
      draft = Files.createTempFile(folder, "new-", "");
      MessageDigest sha256 = Digest.sha256();
      try (OutputStream out = new DigestOutputStream(Files.newOutputStream(draft), sha256)) {
        Files.copy(content, out);
      }
      if (!Digest.ofHash(sha256.digest()).equals(blob)) {
        throw Failure.conflict("'" + content + "' changed while it was read");
      }
      Files.move(draft, folder.resolve(blob.hex()), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Failure.unavailable("'" + content + "' cannot be kept: " + e.getMessage(), e);
    } finally {
      delete(draft);
    }
  }

  private static void delete(@org.jspecify.annotations.Nullable Path draft) {
    try {
      if (draft != null) {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      return; // it goes with the spool
    }
  }
}
