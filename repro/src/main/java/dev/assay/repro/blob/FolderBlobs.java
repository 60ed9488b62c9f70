package dev.assay.repro.blob;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.repro.files.FileDigests;
import dev.assay.repro.files.Folders;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Blobs in a folder, one file each, named by the digest. Thread-safe, also between processes. */
public final class FolderBlobs implements BlobStore {
  private final Path folder;

  public FolderBlobs(Path folder) {
    this.folder = folder;
  }

  @Override
  public boolean has(Digest blob) {
    return Files.isRegularFile(folder.resolve(blob.hex()));
  }

  @Override
  public void put(Digest blob, Path content) {
    if (has(blob)) {
      return;
    }
    try {
      Path draft = Files.createTempFile(Files.createDirectories(folder), "blob", ".new");
      try {
        if (!FileDigests.copy(content, draft).equals(blob)) {
          throw Failure.conflict("'" + content + "' changed while it was kept");
        }
        Files.move(draft, folder.resolve(blob.hex()), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw Failure.unavailable("a blob cannot be kept: " + Folders.reason(e), e);
    }
  }

  @Override
  public InputStream open(Digest blob, long offset, long bytes) {
    try {
      FileChannel file = FileChannel.open(folder.resolve(blob.hex()));
      file.position(offset);
      InputStream rest = Channels.newInputStream(file);
      return bytes == Long.MAX_VALUE ? rest : new Stretch(rest, bytes);
    } catch (NoSuchFileException e) {
      throw Failure.notFound("there is no blob " + blob);
    } catch (IOException e) {
      throw Failure.unavailable("blob " + blob + " cannot be read: " + Folders.reason(e), e);
    }
  }

  /** The start of a stream. */
  private static final class Stretch extends FilterInputStream {
    private long left;

    Stretch(InputStream whole, long bytes) {
      super(whole);
      this.left = bytes;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int start, int length) throws IOException {
      if (left <= 0) {
        return -1;
      }
      int count = super.read(into, start, (int) Math.min(length, left));
      left -= Math.max(0, count);
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = super.skip(Math.min(count, left));
      left -= skipped;
      return skipped;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
