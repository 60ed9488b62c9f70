package dev.assay.web;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request's body: counts what arrives, stops at the route's limit and says in HTTP's words what
 * is wrong with it.
 */
final class ReceivedBody extends InputStream {
  /** What a body gets at once on its client's word; more only as it arrives. */
  private static final int FIRST_BYTES = 128 * 1024;

  private static final int UNANNOUNCED_FIRST_BYTES = 8 * 1024;

  private final Supplier<InputStream> source;
  private final BodyLimit limit;
  private final BodyMemory memory;
  private long bytesRead;
  private long bytesHeld;
  private @Nullable InputStream in;
  private boolean ended;
  private boolean broken;

  /**
   * The source is asked for its stream at the first read: that is when a waiting client is told to
   * go on.
   */
  ReceivedBody(Supplier<InputStream> source, BodyLimit limit, BodyMemory memory) {
    this.source = source;
    this.limit = limit;
    this.memory = memory;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (ended) {
      return -1;
    }
    int count = receive(bytes, offset, length);
    if (count < 0) {
      ended = true;
      return -1;
    }
    bytesRead += count;
    if (bytesRead > limit.bytesMax()) {
      throw tooLarge(limit);
    }
    return count;
  }

  /** Nothing: the connection decides what becomes of an unread rest. */
  @Override
  public void close() {}

  /** The whole body; memory is taken as it arrives, not as the client announces it. */
  byte[] readWhole(long announcedBytes) throws IOException {
    // One more than announced, so that the end is seen without growing.
    byte[] content =
        held(
            announcedBytes < 0
                ? UNANNOUNCED_FIRST_BYTES
                : (int) Math.min(announcedBytes, FIRST_BYTES) + 1);
    int size = 0;
    while (true) {
      int count = read(content, size, content.length - size);
      if (count < 0) {
        return Arrays.copyOf(content, size);
      }
      size += count;
      if (size == content.length) {
        content = grow(content, announcedBytes);
      }
    }
  }

  /** Reads and drops up to {@code bytesMax}; true when that was all. */
  boolean drain(int bytesMax) throws IOException {
    byte[] dropped = new byte[8 * 1024];
    int rest = bytesMax;
    while (rest > 0 && !ended && !broken) {
      int count = receive(dropped, 0, Math.min(rest, dropped.length));
      ended = count < 0;
      rest -= Math.max(count, 0);
    }
    return ended;
  }

  long bytesRead() {
    return bytesRead;
  }

  /** Whether the body was read to its proper end. */
  boolean isEnded() {
    return ended;
  }

  void release() {
    memory.giveBack(bytesHeld);
    bytesHeld = 0;
  }

  static Refusal tooLarge(BodyLimit limit) {
    return new Refusal(
        413,
        "the request's body is larger than the " + limit.bytesMax() + " bytes this address takes");
  }

  private byte[] held(int bytes) {
    memory.take(bytes);
    bytesHeld += bytes;
    return new byte[bytes];
  }

  private byte[] grow(byte[] content, long announcedBytes) {
    long doubled = Math.min(2L * content.length, Integer.MAX_VALUE - 8);
    long wanted = announcedBytes > content.length ? Math.min(doubled, announcedBytes + 1) : doubled;
    byte[] larger = held((int) wanted);
    System.arraycopy(content, 0, larger, 0, content.length);
    memory.giveBack(content.length);
    bytesHeld -= content.length;
    return larger;
  }

  private int receive(byte[] bytes, int offset, int length) throws IOException {
    try {
      InputStream stream = in == null ? source.get() : in;
      in = stream;
      return stream.read(bytes, offset, length);
    } catch (DataReader.InsufficientDataAvailableException e) {
      throw new CloseConnectionException("the client closed the connection within the body", e);
    } catch (Refusal e) {
      broken = true;
      throw e;
    } catch (RequestException | NumberFormatException | DataReader.IncorrectNewLineException e) {
      broken = true;
      throw new Refusal(400, "the request's body is not sent in well-formed chunks");
    }
  }
}
