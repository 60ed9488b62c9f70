package dev.assay.core.memory;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.artifact.BlobRef;
import dev.assay.core.artifact.Blobs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Blobs in memory, for small contents. Thread-safe. */
public final class MemoryBlobs implements Blobs {
  private final InstantSource clock;
  private final Map<Digest, Content> contents = new ConcurrentHashMap<>();

  public MemoryBlobs(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public BlobRef put(InputStream content) {
    byte[] bytes = read(content);
    Digest digest = Digest.of(bytes);
    contents.put(digest, new Content(bytes, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    return new BlobRef(digest, bytes.length, md5Hex(bytes));
  }

  @Override
  public InputStream open(Digest digest, long offset, long length) {
    byte[] bytes = existing(digest).bytes();
    if (offset < 0 || length < 0 || offset > bytes.length - length) {
      throw Failure.invalid(
          length + " bytes from " + offset + " on are not within the " + bytes.length + " bytes");
    }
    if (length == bytes.length && !Digest.of(bytes).equals(digest)) {
      throw Failure.corrupt("the stored bytes are not those of " + digest);
    }
    return new ByteArrayInputStream(bytes, (int) offset, (int) length);
  }

  @Override
  public OptionalLong size(Digest digest) {
    Content content = contents.get(digest);
    return content == null ? OptionalLong.empty() : OptionalLong.of(content.bytes().length);
  }

  @Override
  public OptionalLong renew(Digest digest) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    contents.computeIfPresent(digest, (key, content) -> new Content(content.bytes(), now));
    return size(digest);
  }

  @Override
  public boolean delete(Digest digest, Instant putBefore) {
    Content content = contents.get(digest);
    return content != null
        && content.putAt().isBefore(putBefore)
        && contents.remove(digest, content);
  }

  @Override
  public Stream<Stored> list() {
    return contents.entrySet().stream()
        .map(
            entry ->
                new Stored(
                    entry.getKey(), entry.getValue().bytes().length, entry.getValue().putAt()));
  }

  @Override
  public Optional<String> trouble() {
    return Optional.empty();
  }

  /** Changes a stored byte behind the store's back, to try what a reader sees then. */
  public void damage(Digest digest) {
    byte[] bytes = existing(digest).bytes();
    bytes[bytes.length / 2] ^= 1;
  }

  private Content existing(Digest digest) {
    Content content = contents.get(digest);
    if (content == null) {
      throw Failure.notFound("there is no content with digest " + digest);
    }
    return content;
  }

  private static byte[] read(InputStream content) {
    try {
      return content.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the content could not be read to its end", e);
    }
  }

  private static String md5Hex(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime lacks MD5", e);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Content(byte[] bytes, Instant putAt) {}
}
