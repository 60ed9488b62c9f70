package dev.assay.testkit;

import static dev.assay.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.Failure.Kind;
import dev.assay.core.artifact.BlobRef;
import dev.assay.core.artifact.Blobs;
import dev.assay.core.artifact.Blobs.Stored;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link Blobs} promises. */
public abstract class BlobsKit {
  /** More than any buffer on the way, and no multiple of one. */
  private static final int LARGE_BYTES = 3 * 1024 * 1024 + 17;

  private static final Digest UNKNOWN = Digest.of("never stored");

  protected final TestClock clock = new TestClock();
  private Blobs blobs;

  /** Opens a store without blobs, whose times come from {@link #clock}. */
  protected abstract Blobs openEmpty() throws Exception;

  /** Opens the same data again, as a restart does. */
  protected abstract Blobs reopen() throws Exception;

  /** Changes a byte of the stored content behind the store's back. */
  protected abstract void damage(Digest digest) throws Exception;

  @BeforeEach
  final void openBlobs() throws Exception {
    blobs = openEmpty();
  }

  @Test
  void givesBackWhatWasPut() throws Exception {
    byte[] content = random(LARGE_BYTES);
    BlobRef ref = put(content);
    assertThat(ref.digest()).isEqualTo(Digest.of(content));
    assertThat(ref.sizeBytes()).isEqualTo(LARGE_BYTES);
    blobs = reopen();
    assertThat(blobs.size(ref.digest())).hasValue(LARGE_BYTES);
    assertThat(read(ref.digest(), 0, LARGE_BYTES)).isEqualTo(content);
  }

  @Test
  void namesContentByBothDigests() {
    BlobRef ref = put("abc".getBytes(StandardCharsets.UTF_8));
    assertThat(ref.digest().hex())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(ref.md5Hex()).isEqualTo("900150983cd24fb0d6963f7d28e17f72");
  }

  @Test
  void keepsTheEmptyContent() throws Exception {
    BlobRef ref = put(new byte[0]);
    assertThat(ref.sizeBytes()).isZero();
    assertThat(blobs.size(ref.digest())).hasValue(0);
    assertThat(read(ref.digest(), 0, 0)).isEmpty();
  }

  @Test
  void readsAnyRange() throws Exception {
    byte[] content = random(100_003);
    Digest digest = put(content).digest();
    int[][] ranges = {
      {0, 1},
      {0, 100_003},
      {1, 100_002},
      {100_002, 1},
      {100_003, 0},
      {0, 0},
      {65_535, 2},
      {7, 80_000}
    };
    for (int[] range : ranges) {
      assertThat(read(digest, range[0], range[1]))
          .isEqualTo(Arrays.copyOfRange(content, range[0], range[0] + range[1]));
    }
  }

  @Test
  void refusesARangeOutsideTheContent() {
    Digest digest = put(new byte[10]).digest();
    long[][] ranges = {
      {0, 11}, {10, 1}, {11, 0}, {-1, 5}, {5, -1}, {1, Long.MAX_VALUE}, {Long.MAX_VALUE, 1}
    };
    for (long[] range : ranges) {
      assertFails(Kind.INVALID, () -> blobs.open(digest, range[0], range[1]).close());
    }
  }

  @Test
  void knowsNothingOfAnUnknownDigest() {
    assertThat(blobs.size(UNKNOWN)).isEmpty();
    assertThat(blobs.renew(UNKNOWN)).isEmpty();
    assertThat(blobs.delete(UNKNOWN, Instant.MAX)).isFalse();
    assertFails(Kind.NOT_FOUND, () -> blobs.open(UNKNOWN, 0, 0).close());
  }

  @Test
  void storesEqualContentOnce() {
    BlobRef first = put(new byte[] {1, 2, 3});
    assertThat(put(new byte[] {1, 2, 3})).isEqualTo(first);
    assertThat(list()).hasSize(1);
  }

  @Test
  void leavesNothingOfAStreamThatBreaks() throws Exception {
    byte[] part = random(200_000);
    InputStream breaking =
        new SequenceInputStream(new ByteArrayInputStream(part), new BrokenStream());
    assertThatThrownBy(() -> blobs.put(breaking))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("the client went away");
    assertThat(blobs.size(Digest.of(part))).isEmpty();
    assertThat(list()).isEmpty();
    blobs = reopen();
    assertThat(list()).isEmpty();
    assertThat(blobs.trouble()).isEmpty();
  }

  @Test
  void deletes() {
    Digest digest = put(new byte[] {1, 2, 3}).digest();
    assertThat(blobs.delete(digest, Instant.MAX)).isTrue();
    assertThat(blobs.delete(digest, Instant.MAX)).isFalse();
    assertThat(blobs.size(digest)).isEmpty();
    assertFails(Kind.NOT_FOUND, () -> blobs.open(digest, 0, 3).close());
    assertThat(put(new byte[] {1, 2, 3}).digest()).isEqualTo(digest);
    assertThat(blobs.size(digest)).hasValue(3);
  }

  @Test
  void listsWithTheTimeOfTheLastPut() throws Exception {
    Digest first = put(new byte[] {1}).digest();
    clock.tick();
    Digest second = put(new byte[] {2, 2}).digest();
    clock.tick();
    put(new byte[] {1});
    blobs = reopen();
    assertThat(list())
        .containsExactlyInAnyOrder(
            new Stored(first, 1, TestClock.START.plusSeconds(2)),
            new Stored(second, 2, TestClock.START.plusSeconds(1)));
  }

  @Test
  void renewingCountsAsPut() {
    Digest digest = put(new byte[] {1}).digest();
    clock.tick();
    assertThat(blobs.renew(digest)).hasValue(1);
    assertThat(list()).containsExactly(new Stored(digest, 1, TestClock.START.plusSeconds(1)));
  }

  @Test
  void deletesOnlyWhatWasNotPutSince() {
    Digest digest = put(new byte[] {1}).digest();
    assertThat(blobs.delete(digest, TestClock.START)).isFalse();
    assertThat(blobs.size(digest)).hasValue(1);
    assertThat(blobs.delete(digest, TestClock.START.plusSeconds(1))).isTrue();
    assertThat(blobs.size(digest)).isEmpty();
  }

  @Test
  void neverServesDamagedContentAsGood() throws Exception {
    for (int size : new int[] {1, 10, 100_003, LARGE_BYTES}) {
      byte[] content = random(size);
      Digest digest = put(content).digest();
      damage(digest);
      assertFails(
              Kind.CORRUPT,
              () -> {
                try (InputStream in = blobs.open(digest, 0, content.length)) {
                  in.readAllBytes();
                }
              })
          .hasMessageContaining(digest.hex());
    }
  }

  @Test
  void holdsBackTheLastByteOfDamagedContent() throws Exception {
    byte[] content = random(100_003);
    Digest digest = put(content).digest();
    damage(digest);
    long given = 0;
    try (InputStream in = blobs.open(digest, 0, content.length)) {
      byte[] buffer = new byte[8_192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        given += n;
      }
    } catch (Failure e) {
      assertThat(e.kind()).isEqualTo(Kind.CORRUPT);
    }
    assertThat(given).isLessThan(content.length);
  }

  @Test
  void takesManyContentsAtOnce() throws Exception {
    byte[] shared = random(50_000);
    Crowd.of(
        8,
        thread -> {
          for (int i = 0; i < 5; i++) {
            put(shared);
            byte[] own = new byte[1_000];
            new Random(thread * 100L + i).nextBytes(own);
            BlobRef ref = put(own);
            assertThat(read(ref.digest(), 0, own.length)).isEqualTo(own);
            assertThat(read(Digest.of(shared), 0, shared.length)).isEqualTo(shared);
          }
        });
    assertThat(list()).hasSize(41);
  }

  private BlobRef put(byte[] content) {
    return blobs.put(new ByteArrayInputStream(content));
  }

  private byte[] read(Digest digest, long offset, long length) throws IOException {
    try (InputStream in = blobs.open(digest, offset, length)) {
      return in.readAllBytes();
    }
  }

  private List<Stored> list() {
    try (Stream<Stored> all = blobs.list()) {
      return all.toList();
    }
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static final class BrokenStream extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("the client went away");
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return read();
    }
  }
}
