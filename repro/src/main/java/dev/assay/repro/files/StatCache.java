package dev.assay.repro.files;

import dev.assay.core.Digest;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Digests of files by what the file system says of them, so that files that did not change are not
 * read again. A file touched in the last moments is not kept: it may change again within one tick
 * of the file system's clock. Only a cache: when it is lost or broken, files are read. Thread-safe.
 *
 * <p>The file: a head (format, count), then entries of one size sorted by key, searched where they
 * lie. The key is a hash of the absolute name.
 */
public final class StatCache implements AutoCloseable {
  private static final long FORMAT = 0x4153_5359_0000_0002L;
  private static final int HEAD_BYTES = 16;
  private static final int KEY_BYTES = 16;
  private static final int STAT_BYTES = 32;
  private static final int DIGEST_BYTES = 32;
  private static final int DAY_BYTES = 4;
  private static final int ENTRY_BYTES = KEY_BYTES + STAT_BYTES + DIGEST_BYTES + DAY_BYTES;
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final int ENTRIES_MAX = 4_000_000;
  private static final int UNUSED_DAYS_MAX = 60;

  private final Path file;
  private final Clock clock;
  private final ByteBuffer old;
  private final ConcurrentHashMap<Key, Known> added = new ConcurrentHashMap<>();
  private final AtomicBoolean isClosed = new AtomicBoolean();

  private record Key(long high, long low) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byHigh = Long.compareUnsigned(high, other.high);
      return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }
  }

  private record Known(FileStat stat, Digest digest) {}

  private StatCache(Path file, Clock clock, ByteBuffer old) {
    this.file = file;
    this.clock = clock;
    this.old = old;
  }

  /** The cache in a file; one that is missing or broken is empty. */
  public static StatCache open(Path file) {
    return open(file, Clock.systemUTC());
  }

  static StatCache open(Path file, Clock clock) {
    return new StatCache(file, clock, mapped(file));
  }

  private static ByteBuffer mapped(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      MappedByteBuffer entries =
          channel.map(
              FileChannel.MapMode.READ_ONLY, 0, Math.min(channel.size(), Integer.MAX_VALUE));
      boolean isWhole =
          entries.capacity() >= HEAD_BYTES
              && entries.getLong(0) == FORMAT
              && entries.getLong(8) * ENTRY_BYTES + HEAD_BYTES == entries.capacity();
      return isWhole ? entries.slice(HEAD_BYTES, entries.capacity() - HEAD_BYTES) : empty();
    } catch (IOException e) {
      return empty(); // the first time, or unreadable: files are read
    }
  }

  private static ByteBuffer empty() {
    return ByteBuffer.allocate(0);
  }

  /** The digest of the file, when it is known and the file looks as it did. */
  public Optional<Digest> find(Path path, FileStat stat) {
    Key key = key(path);
    Known known = added.get(key);
    if (known != null) {
      return looksSame(known.stat(), stat) ? Optional.of(known.digest()) : Optional.empty();
    }
    int at = search(key);
    return at < 0 || !looksSame(at, stat) ? Optional.empty() : Optional.of(digest(at));
  }

  private static boolean looksSame(FileStat one, FileStat other) {
    return one.sizeBytes() == other.sizeBytes()
        && one.modifiedNanos() == other.modifiedNanos()
        && one.changedNanos() == other.changedNanos()
        && one.inode() == other.inode();
  }

  private boolean looksSame(int at, FileStat stat) {
    int start = at * ENTRY_BYTES + KEY_BYTES;
    return old.getLong(start) == stat.sizeBytes()
        && old.getLong(start + 8) == stat.modifiedNanos()
        && old.getLong(start + 16) == stat.changedNanos()
        && old.getLong(start + 24) == stat.inode();
  }

  private Digest digest(int at) {
    byte[] bytes = new byte[DIGEST_BYTES];
    old.get(at * ENTRY_BYTES + KEY_BYTES + STAT_BYTES, bytes);
    return Digest.ofHash(bytes);
  }

  private int search(Key key) {
    int low = 0;
    int high = old.capacity() / ENTRY_BYTES - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = compareAt(middle, key);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  private int compareAt(int at, Key key) {
    int byHigh = Long.compareUnsigned(old.getLong(at * ENTRY_BYTES), key.high());
    return byHigh != 0
        ? byHigh
        : Long.compareUnsigned(old.getLong(at * ENTRY_BYTES + 8), key.low());
  }

  private Key keyAt(int at) {
    return new Key(old.getLong(at * ENTRY_BYTES), old.getLong(at * ENTRY_BYTES + 8));
  }

  /** Two hashes of 64 bits: that both are alike for two names of one disk does not happen. */
  private static Key key(Path path) {
    String name = FileNames.text(path);
    long high = 0xCBF2_9CE4_8422_2325L;
    long low = 0x9E37_79B9_7F4A_7C15L;
    for (int i = 0; i < name.length(); i++) {
      high = (high ^ name.charAt(i)) * 0x0000_0100_0000_01B3L;
      low = Long.rotateLeft(low + name.charAt(i), 23) * 0xC2B2_AE3D_27D4_EB4FL;
    }
    return new Key(mixed(high), mixed(low ^ name.length()));
  }

  /** The last step of splitmix64: every bit of the hash depends on every one of the sum. */
  private static long mixed(long sum) {
    long half = (sum ^ (sum >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    long most = (half ^ (half >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return most ^ (most >>> 31);
  }

  /** Keeps the digest of a file that looked like this both before and after it was read. */
  public void put(Path path, FileStat stat, Digest digest) {
    Instant now = clock.instant();
    long nowNanos = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    if (nowNanos - stat.lastTouchedNanos() > FRESH_NANOS) {
      added.put(key(path), new Known(stat, digest));
    }
  }

  /** Writes what was added, in one step; a failure costs nothing but time later. */
  @Override
  public void close() {
    if (isClosed.getAndSet(true) || added.isEmpty()) {
      return;
    }
    try {
      Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
      Path draft = Files.createTempFile(folder, "digests", ".new");
      try {
        write(draft);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      added.clear(); // no room for a cache: the next time files are read again
    }
  }

  private void write(Path draft) throws IOException {
    Key[] keys = added.keySet().toArray(Key[]::new);
    Arrays.sort(keys);
    int today = (int) TimeUnit.MILLISECONDS.toDays(clock.millis());
    int[] kept = keptOf(keys, today);
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(draft), 1 << 16))) {
      out.writeLong(FORMAT);
      out.writeLong((long) kept.length + keys.length);
      byte[] entry = new byte[ENTRY_BYTES];
      int next = 0;
      for (Key key : keys) {
        while (next < kept.length && keyAt(kept[next]).compareTo(key) < 0) {
          old.get(kept[next++] * ENTRY_BYTES, entry);
          out.write(entry);
        }
        write(out, key, today);
      }
      while (next < kept.length) {
        old.get(kept[next++] * ENTRY_BYTES, entry);
        out.write(entry);
      }
    }
  }

  /** The old entries that stay: not replaced, and not from long ago. */
  private int[] keptOf(Key[] replaced, int today) {
    int count = old.capacity() / ENTRY_BYTES;
    int room = Math.max(0, ENTRIES_MAX - replaced.length);
    int[] kept = new int[Math.min(count, room)];
    int length = 0;
    for (int at = 0; at < count && length < room; at++) {
      int day = old.getInt((at + 1) * ENTRY_BYTES - DAY_BYTES);
      if (today - day <= UNUSED_DAYS_MAX && Arrays.binarySearch(replaced, keyAt(at)) < 0) {
        kept[length++] = at;
      }
    }
    return Arrays.copyOf(kept, length);
  }

  private void write(DataOutputStream out, Key key, int today) throws IOException {
    Known known = added.get(key);
    if (known == null) {
      throw new IOException("the cache changed while it was written");
    }
    out.writeLong(key.high());
    out.writeLong(key.low());
    out.writeLong(known.stat().sizeBytes());
    out.writeLong(known.stat().modifiedNanos());
    out.writeLong(known.stat().changedNanos());
    out.writeLong(known.stat().inode());
    out.write(known.digest().bytes());
    out.writeInt(today);
  }
}
