package dev.assay.web.outbound;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the status of an answer of HTTP/1.1 and throws the rest away. For one thread. */
final class AnswerReader {
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
  private static final Pattern LENGTH = Pattern.compile("content-length:\\s*([0-9]{1,18})\\s*");

  private final InputStream in;
  private int headBytesLeft;
  private long bodyBytesLeft;

  AnswerReader(InputStream in, OutboundLimits limits) {
    this.in = new BufferedInputStream(in, 1024);
    this.headBytesLeft = limits.headBytesMax();
    this.bodyBytesLeft = limits.bodyBytesMax();
  }

  /** The status of the final answer; the head is read to its end. */
  int status() throws IOException {
    int status;
    do {
      Matcher line = STATUS_LINE.matcher(line());
      if (!line.matches()) {
        throw new IOException("the answer is not one of HTTP/1.1");
      }
      status = Integer.parseInt(line.group(1));
      skipHeaders();
    } while (status < 200 && status != 101);
    return status;
  }

  /** Reads what is left of the body, up to its limit. */
  void drain() throws IOException {
    byte[] buffer = new byte[4096];
    int read = 0;
    while (bodyBytesLeft > 0 && read >= 0) {
      read = in.read(buffer, 0, (int) Math.min(buffer.length, bodyBytesLeft));
      bodyBytesLeft -= Math.max(read, 0);
    }
  }

  private void skipHeaders() throws IOException {
    for (String line = line(); !line.isEmpty(); line = line()) {
      Matcher length = LENGTH.matcher(line.toLowerCase(Locale.ROOT));
      if (length.matches()) {
        bodyBytesLeft = Math.min(bodyBytesLeft, Long.parseLong(length.group(1)));
      }
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = next(); c != '\n'; c = next()) {
      line.append((char) c);
    }
    int end = line.length() - 1;
    return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
  }

  private int next() throws IOException {
    if (headBytesLeft-- <= 0) {
      throw new IOException("the head of the answer is too long");
    }
    int c = in.read();
    if (c < 0) {
      throw new EOFException("the answer ended early");
    }
    return c;
  }
}
