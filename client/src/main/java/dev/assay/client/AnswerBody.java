package dev.assay.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The body of an answer: of a known length, or in chunks. A body that breaks off fails, it never
 * just ends. At its end the connection is given back; closed before, the connection goes.
 */
final class AnswerBody extends InputStream {
  private static final int CHUNK_LINE_BYTES_MAX = 8 * 1024;
  private static final long UNKNOWN = -1;

  private final HttpConnection connection;
  private final Consumer<HttpConnection> whenRead;
  private final boolean isChunked;
  private final boolean keepsOpen;

  /** How many bytes are left in the body or, when it is chunked, in the chunk. */
  private long rest;

  private boolean ended;

  AnswerBody(
      HttpConnection connection,
      HttpConnection.Head head,
      boolean hasBody,
      Consumer<HttpConnection> whenRead)
      throws IOException {
    Map<String, String> headers = head.headers();
    this.connection = connection;
    this.whenRead = whenRead;
    this.isChunked = hasBody && headers.getOrDefault("transfer-encoding", "").endsWith("chunked");
    this.rest = !hasBody || isChunked ? 0 : length(headers);
    this.keepsOpen = head.keepsOpen() && rest != UNKNOWN;
    if (!isChunked && rest == 0) {
      end();
    }
  }

  private static long length(Map<String, String> headers) throws IOException {
    String length = headers.get("content-length");
    try {
      return length == null ? UNKNOWN : Long.parseLong(length);
    } catch (NumberFormatException e) {
      throw new IOException("the answer has the length '" + length + "'", e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (isChunked && !ended && rest == 0) {
      nextChunk();
    }
    if (ended || length == 0) {
      return ended ? -1 : 0;
    }
    int wanted = rest == UNKNOWN ? length : (int) Math.min(length, rest);
    int count = connection.in().read(bytes, offset, wanted);
    if (rest == UNKNOWN) {
      if (count < 0) {
        end();
      }
      return count;
    }
    if (count < 0) {
      throw new EOFException("the answer broke off " + rest + " bytes before its end");
    }
    rest -= count;
    if (rest == 0) {
      partEnded();
    }
    return count;
  }

  private void partEnded() throws IOException {
    if (isChunked) {
      HttpConnection.line(connection.in(), CHUNK_LINE_BYTES_MAX);
    } else {
      end();
    }
  }

  private void nextChunk() throws IOException {
    String line = HttpConnection.line(connection.in(), CHUNK_LINE_BYTES_MAX);
    int semicolon = line.indexOf(';');
    String size = semicolon < 0 ? line : line.substring(0, semicolon);
    try {
      rest = Long.parseLong(size.strip(), 16);
    } catch (NumberFormatException e) {
      throw new IOException("the answer is not sent in well-formed chunks", e);
    }
    if (rest == 0) {
      skipTrailers();
      end();
    }
  }

  private void skipTrailers() throws IOException {
    String line;
    do {
      line = HttpConnection.line(connection.in(), CHUNK_LINE_BYTES_MAX);
    } while (!line.isEmpty());
  }

  private void end() {
    ended = true;
    if (keepsOpen) {
      whenRead.accept(connection);
    } else {
      connection.close();
    }
  }

  @Override
  public void close() {
    if (!ended) {
      ended = true;
      connection.close();
    }
  }
}
