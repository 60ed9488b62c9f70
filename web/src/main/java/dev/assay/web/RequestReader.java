package dev.assay.web;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.socket.HelidonSocket;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Reads requests off a connection. Adds to the engine's reader what that lacks: a deadline on each
 * wait, depending on what is awaited; a limit on the size of a chunk, which the engine holds in
 * memory; and exact chunk framing, so that no two parties can disagree about where a request ends.
 * Belongs to the connection's thread, but for its deadline and idle state.
 */
final class RequestReader extends DataReader {
  /** Eight hexadecimal digits and the line end. */
  private static final int CHUNK_LINE_BYTES_MAX = 10;

  private static final Pattern CHUNK_SIZE = Pattern.compile("[0-9a-fA-F]{1,8}");

  /** Smaller chunks are not worth counting. */
  private static final int COUNTED_CHUNK_BYTES_MIN = 64 * 1024;

  private enum Phase {
    IDLE,
    HEADERS,
    BODY
  }

  private enum Chunk {
    SIZE,
    DATA,
    DATA_END,
    LAST
  }

  private final Wait wait;
  private final BodyMemory memory;
  private long bytesHeld;
  private Chunk chunk = Chunk.SIZE;

  RequestReader(HelidonSocket socket, Bounds bounds, BodyMemory memory) {
    this(new Wait(socket, bounds), memory);
  }

  // The engine deprecates the constructor in favour of factories, which do not let a reader be
  // extended.
  @SuppressWarnings("removal")
  private RequestReader(Wait wait, BodyMemory memory) {
    super(wait);
    this.wait = wait;
    this.memory = memory;
  }

  Deadline deadline() {
    return wait.deadline;
  }

  boolean isIdle() {
    return wait.phase == Phase.IDLE;
  }

  long idleSinceNanos() {
    return wait.idleSinceNanos;
  }

  void headersComplete() {
    wait.beginBody();
    chunk = Chunk.SIZE;
  }

  void release() {
    memory.giveBack(bytesHeld);
    bytesHeld = 0;
  }

  /**
   * The engine looks for line ends in the request line and in headers only; after a body, a new
   * request begins.
   */
  @Override
  public int findNewLine(int max) {
    if (wait.phase == Phase.BODY) {
      release();
      wait.beginIdle();
      if (available() > 0) {
        wait.beginHeaders();
      }
    }
    return super.findNewLine(max);
  }

  /** The engine reads nothing but the lines between chunks by this. */
  @Override
  public String readLine() {
    release();
    int end = super.findNewLine(CHUNK_LINE_BYTES_MAX);
    if (end == CHUNK_LINE_BYTES_MAX) {
      throw malformed();
    }
    String line = readAsciiString(end);
    super.skip(2);
    if (chunk == Chunk.LAST) {
      return line;
    }
    beginChunk(line);
    return line;
  }

  @Override
  public BufferData readBuffer(int length) {
    BufferData data = super.readBuffer(length);
    if (chunk == Chunk.DATA) {
      chunk = Chunk.DATA_END;
    }
    return data;
  }

  @Override
  public void skip(int length) {
    if (chunk == Chunk.DATA_END) {
      chunk = Chunk.SIZE;
      if (!startsWithNewLine()) {
        throw malformed();
      }
    }
    super.skip(length);
  }

  private void beginChunk(String line) {
    if (!CHUNK_SIZE.matcher(line).matches()) {
      throw malformed();
    }
    long size = Long.parseLong(line, 16);
    if (size > Limits.CHUNK_BYTES_MAX) {
      throw new Refusal(
          413, "a chunk of a body has at most " + Limits.CHUNK_BYTES_MAX + " bytes, not " + size);
    }
    chunk = size == 0 ? Chunk.LAST : Chunk.DATA;
    if (size >= COUNTED_CHUNK_BYTES_MIN) {
      memory.take(size);
      bytesHeld = size;
    }
  }

  private static Refusal malformed() {
    return new Refusal(400, "the request's body is not sent in well-formed chunks");
  }

  /** Takes bytes from the socket, each time under the deadline of the phase. */
  private static final class Wait implements Supplier<byte[]> {
    private final HelidonSocket socket;
    private final Bounds bounds;
    final Deadline deadline = new Deadline();
    volatile Phase phase = Phase.IDLE;
    volatile long idleSinceNanos = System.nanoTime();
    private long headersUntilNanos;
    private long bodyBytes;
    private long bodyWaitNanos;

    Wait(HelidonSocket socket, Bounds bounds) {
      this.socket = socket;
      this.bounds = bounds;
    }

    void beginIdle() {
      idleSinceNanos = System.nanoTime();
      phase = Phase.IDLE;
    }

    void beginHeaders() {
      headersUntilNanos = System.nanoTime() + bounds.headersReadMax().toNanos();
      phase = Phase.HEADERS;
    }

    void beginBody() {
      phase = Phase.BODY;
      bodyBytes = 0;
      bodyWaitNanos = 0;
    }

    // Null is how the engine's supplier says that the client sends no more.
    @SuppressWarnings({"NullAway", "ReturnsNullCollection"})
    @Override
    public byte[] get() {
      switch (phase) {
        case IDLE -> deadline.start(bounds.idleMax());
        case HEADERS -> deadline.until(headersUntilNanos);
        case BODY -> deadline.start(bounds.stallMax());
      }
      long startNanos = System.nanoTime();
      byte[] bytes = take();
      if (bytes == null) {
        return null;
      }
      switch (phase) {
        case IDLE -> beginHeaders();
        case HEADERS -> {}
        case BODY -> countBody(bytes.length, System.nanoTime() - startNanos);
      }
      return bytes;
    }

    private byte[] take() {
      try {
        return socket.get();
      } catch (RuntimeException e) {
        throw WatchedConnection.gone(e);
      } finally {
        deadline.stop();
      }
    }

    private void countBody(int bytes, long waitNanos) {
      bodyBytes += bytes;
      bodyWaitNanos += waitNanos;
      if (bodyWaitNanos < bounds.slowBodyGrace().toNanos()) {
        return;
      }
      if (bodyBytes
          < Limits.BODY_BYTES_PER_SECOND_MIN * TimeUnit.NANOSECONDS.toSeconds(bodyWaitNanos)) {
        throw new Refusal(408, "the request's body came too slowly");
      }
    }
  }
}
