package dev.assay.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a request carries; it can be sent more than once. */
sealed interface Content {
  /** Bytes at hand; a part of them. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Bytes(byte[] bytes, int offset, int length) implements Content {}

  /** A file, sent as it is read. */
  record OfFile(Path file) implements Content {}

  Content NONE = of(new byte[0]);

  static Content of(byte[] bytes) {
    return new Bytes(bytes, 0, bytes.length);
  }

  default long sizeBytes() throws IOException {
    return switch (this) {
      case Bytes bytes -> bytes.length;
      case OfFile(Path file) -> Files.size(file);
    };
  }

  /** Writes exactly that many bytes; a file that became shorter fails, one that grew is cut. */
  default void writeTo(OutputStream out, long sizeBytes) throws IOException {
    switch (this) {
      case Bytes bytes -> out.write(bytes.bytes, bytes.offset, bytes.length);
      case OfFile(Path file) -> copy(file, out, sizeBytes);
    }
  }

  private static void copy(Path file, OutputStream out, long sizeBytes) throws IOException {
    byte[] buffer = new byte[128 * 1024];
    try (InputStream in = Files.newInputStream(file)) {
      for (long rest = sizeBytes; rest > 0; ) {
        int count = read(file, in, buffer, (int) Math.min(rest, buffer.length));
        out.write(buffer, 0, count);
        rest -= count;
      }
    }
  }

  /** Fails as what is read here does, so that nobody takes it for a failure of the connection. */
  private static int read(Path file, InputStream in, byte[] buffer, int length) {
    try {
      int count = in.read(buffer, 0, length);
      if (count < 0) {
        throw new EOFException(file + " became shorter while it was sent");
      }
      return count;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
