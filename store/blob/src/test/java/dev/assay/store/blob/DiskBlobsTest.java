package dev.assay.store.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.artifact.BlobRef;
import dev.assay.core.artifact.Blobs;
import dev.assay.testkit.BlobsKit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskBlobsTest extends BlobsKit {
  private static final byte[] CONTENT =
      "some content worth keeping".getBytes(java.nio.charset.StandardCharsets.UTF_8);
  private static final Digest DIGEST = Digest.of(CONTENT);
  private static final long LARGE_BYTES = 300L * 1024 * 1024;
  private static final long HEAP_GROWTH_BYTES_MAX = 32L * 1024 * 1024;

  @SuppressWarnings("NullAway.Init") // given by the test engine
  @TempDir
  private Path directory;

  @Override
  protected Blobs openEmpty() {
    return DiskBlobs.open(root(), clock);
  }

  @Override
  protected Blobs reopen() {
    return DiskBlobs.open(root(), clock);
  }

  @Override
  protected void damage(Digest digest) throws IOException {
    Path file = file(digest);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void liesUnderItsDigestForItsOwnerOnly() throws IOException {
    put(openEmpty());

    assertThat(Files.readAllBytes(file(DIGEST))).isEqualTo(CONTENT);
    try (Stream<Path> all = Files.walk(root())) {
      for (Path path : all.toList()) {
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        assertThat(mode)
            .as(path.toString())
            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
      }
    }
  }

  @Test
  void removesLeftoversOfInterruptedUploadsAtStart() throws IOException {
    openEmpty();
    Path leftover = root().resolve("incoming").resolve("half");
    Files.write(leftover, CONTENT);

    reopen();

    assertThat(leftover).doesNotExist();
  }

  @Test
  void namesContentThatWasCutOrEmptied() throws IOException {
    for (int keptBytes : new int[] {0, 1, CONTENT.length - 1}) {
      Blobs blobs = openEmpty();
      put(blobs);
      Files.write(file(DIGEST), Arrays.copyOf(CONTENT, keptBytes));

      assertThatThrownBy(() -> readAll(blobs, CONTENT.length)).satisfies(DiskBlobsTest::isCorrupt);
      assertThatThrownBy(() -> readAll(blobs, keptBytes)).satisfies(DiskBlobsTest::isCorrupt);
    }
  }

  @Test
  void namesContentThatIsCutWhileItIsRead() throws IOException {
    Blobs blobs = openEmpty();
    put(blobs);
    try (InputStream in = blobs.open(DIGEST, 1, 20)) {
      assertThat(in.read()).isEqualTo(CONTENT[1]);
      Files.write(file(DIGEST), new byte[0]);
      assertThatThrownBy(in::readAllBytes).satisfies(DiskBlobsTest::isCorrupt);
    }
  }

  @Test
  void putsDamagedContentRight() throws IOException {
    Blobs blobs = openEmpty();
    put(blobs);
    damage(DIGEST);

    put(blobs);

    assertThat(readAll(blobs, CONTENT.length)).isEqualTo(CONTENT);
  }

  @Test
  void followsNoLinkThatSomebodyPlanted() throws IOException {
    Blobs blobs = openEmpty();
    put(blobs);
    Path secret = Files.write(directory.resolve("secret"), CONTENT);
    Files.delete(file(DIGEST));
    Files.createSymbolicLink(file(DIGEST), secret);

    assertThatThrownBy(() -> readAll(blobs, CONTENT.length)).isInstanceOf(Failure.class);
    assertThat(blobs.size(DIGEST)).isEmpty();
    put(blobs);
    assertThat(Files.isRegularFile(file(DIGEST), LinkOption.NOFOLLOW_LINKS)).isTrue();
  }

  @Test
  void everyStepThatFailsLeavesNothingHalfDone() throws IOException {
    for (int step = 1; ; step++) {
      Path root = directory.resolve("failing-" + step);
      FailingDisk disk = new FailingDisk();
      Blobs blobs = DiskBlobs.open(root, clock, disk);
      disk.failAt(step);
      boolean isStored = putOrFail(blobs);
      if (!disk.hasFailed()) {
        assertThat(isStored).isTrue();
        assertThat(step).as("steps of a put").isGreaterThan(5);
        return;
      }
      assertThat(isStored).as("acknowledged though step " + step + " failed").isFalse();
      assertThat(root.resolve("incoming")).isEmptyDirectory();
      assertThat(blobs.size(DIGEST).orElse(CONTENT.length)).isEqualTo(CONTENT.length);
      put(blobs);
      assertThat(blobs.trouble()).isEmpty();
      assertThat(readAll(blobs, CONTENT.length)).isEqualTo(CONTENT);
    }
  }

  @Test
  void tellsItsTroubleUntilTheDiskTakesBytesAgain() throws IOException {
    FailingDisk disk = new FailingDisk();
    Blobs blobs = DiskBlobs.open(root(), clock, disk);
    disk.failAlways();

    assertThatThrownBy(() -> put(blobs))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
              assertThat(failure.getMessage())
                  .contains("No space left on device")
                  .doesNotContain(directory.toString());
            });
    assertThat(blobs.trouble()).contains("No space left on device");
    disk.repair();
    assertThat(blobs.trouble()).isEmpty();
    put(blobs);
  }

  @Test
  void holdsLargeContentInLittleMemory() throws IOException {
    Blobs blobs = openEmpty();
    AtomicLong peak = new AtomicLong();
    long before = usedHeap();

    BlobRef ref = blobs.put(new Pattern(LARGE_BYTES, peak));

    assertThat(ref.sizeBytes()).isEqualTo(LARGE_BYTES);
    try (InputStream in = blobs.open(ref.digest(), 0, LARGE_BYTES)) {
      byte[] buffer = new byte[64 * 1024];
      long total = 0;
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        total += count;
      }
      peak.accumulateAndGet(usedHeap(), Math::max);
      assertThat(total).isEqualTo(LARGE_BYTES);
    }
    assertThat(peak.get() - before).isLessThan(HEAP_GROWTH_BYTES_MAX);
  }

  private Path root() {
    return directory.resolve("blobs");
  }

  private Path file(Digest digest) {
    return root().resolve(digest.hex().substring(0, 2)).resolve(digest.hex().substring(2));
  }

  private static BlobRef put(Blobs blobs) {
    return blobs.put(new ByteArrayInputStream(CONTENT));
  }

  private static boolean putOrFail(Blobs blobs) {
    try {
      put(blobs);
      return true;
    } catch (Failure e) {
      assertThat(e.kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
      return false;
    }
  }

  private static byte[] readAll(Blobs blobs, long length) throws IOException {
    try (InputStream in = blobs.open(DIGEST, 0, length)) {
      return in.readAllBytes();
    }
  }

  private static void isCorrupt(Throwable thrown) {
    assertThat(thrown)
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(Failure.Kind.CORRUPT);
              assertThat(failure.getMessage()).contains(DIGEST.hex());
            });
  }

  /** What is really held: garbage is collected first. */
  private static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** Some bytes of some length, that look at the heap near their end. */
  private static final class Pattern extends InputStream {
    private final AtomicLong peak;
    private long rest;

    Pattern(long length, AtomicLong peak) {
      this.rest = length;
      this.peak = peak;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("read in blocks");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (rest == 0) {
        peak.accumulateAndGet(usedHeap(), Math::max);
        return -1;
      }
      int count = (int) Math.min(rest, length);
      Arrays.fill(bytes, offset, offset + count, (byte) rest);
      rest -= count;
      return count;
    }
  }
}
