package dev.assay.client;

import dev.assay.client.AssayException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Content by its SHA-256 on a server. Thread-safe. Every method fails with {@link AssayException};
 * what fails on this machine's disk with {@link UncheckedIOException}.
 */
public final class RemoteBlobs {
  private static final Map<String, String> BYTES =
      Map.of("Content-Type", "application/octet-stream");
  private static final int BUFFER_BYTES = 128 * 1024;

  private final Http http;

  RemoteBlobs(Http http) {
    this.http = http;
  }

  /** Whether the server has it; it then keeps it for a while, also when nothing refers to it. */
  public boolean has(String sha256) {
    return size(sha256).isPresent();
  }

  /** How long it is, when the server has it; see {@link #has}. */
  public OptionalLong size(String sha256) {
    try (Http.Answer answer = http.send("HEAD", path(sha256), Map.of(), Content.NONE)) {
      return OptionalLong.of(Long.parseLong(answer.headers().getOrDefault("content-length", "0")));
    } catch (AssayException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return OptionalLong.empty();
      }
      throw e;
    }
  }

  /** Stores bytes; INVALID when their digest is another. */
  public void put(String sha256, byte[] bytes) {
    http.send("PUT", path(sha256), BYTES, Content.of(bytes)).bytes();
  }

  /** Stores a file, sent as it is read; INVALID when its digest is another. */
  public void put(String sha256, Path file) {
    http.send("PUT", path(sha256), BYTES, new Content.OfFile(file)).bytes();
  }

  /** Stores a file unless the server has it; false when it had. */
  public boolean putMissing(String sha256, Path file) {
    if (has(sha256)) {
      return false;
    }
    put(sha256, file);
    return true;
  }

  /** All bytes, in memory. */
  public byte[] bytes(String sha256) {
    return http.get(path(sha256)).bytes();
  }

  /** The bytes; the caller closes the stream and checks the digest. */
  public InputStream open(String sha256) {
    return http.get(path(sha256)).body();
  }

  /** Some bytes, at least one, all of them within the content; the caller closes the stream. */
  public InputStream open(String sha256, long offset, long length) {
    String range = "bytes=" + offset + "-" + (offset + length - 1);
    return http.get(path(sha256), Map.of("Range", range)).body();
  }

  /** Downloads the bytes; the file gets its name only when the digest is right. */
  public void download(String sha256, Path target) {
    try {
      Path folder = target.toAbsolutePath().getParent();
      Path draft = Files.createTempFile(folder, ".assay-", ".part");
      try {
        String digest = copy(open(sha256), draft);
        if (!digest.equals(sha256)) {
          throw new AssayException(
              Kind.CORRUPT, 0, "content " + sha256 + " arrived with the digest " + digest);
        }
        Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies the stream, which it closes; gives the digest of what came. */
  static String copy(InputStream in, Path file) throws IOException {
    MessageDigest sha256 = sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (in;
        OutputStream out = Files.newOutputStream(file)) {
      for (int count = read(in, buffer); count >= 0; count = read(in, buffer)) {
        sha256.update(buffer, 0, count);
        out.write(buffer, 0, count);
      }
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static int read(InputStream in, byte[] buffer) {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw Http.brokenOff(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime lacks SHA-256", e);
    }
  }

  private static String path(String sha256) {
    return "/api/v1/blobs/" + Http.segment(sha256);
  }
}
