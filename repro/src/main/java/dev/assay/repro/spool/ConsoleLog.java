package dev.assay.repro.spool;

import dev.assay.core.Failure;
import dev.assay.repro.document.DocumentMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Follows what the supervisor noted of the console and gives it as the server keeps it: one JSON
 * object a line. Read from the start again, it gives the same bytes. Not thread-safe.
 */
public final class ConsoleLog {
  private static final int HEADER_BYTES = 1 + 8 + 4;
  private static final int READ_BYTES_MAX = 1024 * 1024;
  private static final int RECORD_BYTES_MAX = 16 * 1024 * 1024;

  private final Path file;
  private final Secrets secrets = Secrets.shapes();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ConsoleFold standardOut = new ConsoleFold("out", this::line);
  private final ConsoleFold standardErr = new ConsoleFold("err", this::line);
  private byte[] rest = {};
  private long position;
  private long consoleBytes;

  public ConsoleLog(Path file) {
    this.file = file;
  }

  /** How many bytes the processes have written, as far as read. */
  public long consoleBytes() {
    return consoleBytes;
  }

  /** The next lines, about a mebibyte of them at most; nothing when there is nothing new. */
  public byte[] next() {
    read();
    return taken();
  }

  /** The lines that have no end; called once no process writes any more. */
  public byte[] end() {
    standardOut.end();
    standardErr.end();
    return taken();
  }

  private byte[] taken() {
    byte[] lines = out.toByteArray();
    out.reset();
    return lines;
  }

  private void read() {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      int size = (int) Math.min(READ_BYTES_MAX, Math.max(0, channel.size() - position));
      ByteBuffer bytes = ByteBuffer.allocate(rest.length + size).put(rest);
      while (bytes.hasRemaining()) {
        int count = channel.read(bytes, position);
        if (count < 0) {
          break;
        }
        position += count;
      }
      records(bytes.flip());
      rest = new byte[bytes.remaining()];
      bytes.get(rest);
    } catch (NoSuchFileException e) {
      return; // nothing was written yet
    } catch (IOException e) {
      throw Failure.unavailable("the console cannot be read: " + e.getMessage(), e);
    }
  }

  private void records(ByteBuffer bytes) {
    while (bytes.remaining() >= HEADER_BYTES) {
      bytes.mark();
      byte stream = bytes.get();
      long at = bytes.getLong();
      int length = bytes.getInt();
      if (length < 0 || length > RECORD_BYTES_MAX) {
        throw Failure.corrupt("the record of the console in " + file + " is damaged");
      }
      if (bytes.remaining() < length) {
        bytes.reset();
        return;
      }
      byte[] text = new byte[length];
      bytes.get(text);
      consoleBytes += length;
      (stream == 1 ? standardOut : standardErr).add(at, text);
    }
  }

  private void line(ConsoleLine line) {
    String text = secrets.mask(line.text());
    ConsoleLine masked = new ConsoleLine(line.at(), line.stream(), text);
    out.writeBytes(DocumentMapper.JSON.writeValueAsBytes(masked));
    out.write('\n');
  }

  /** Whether anything was noted at all. */
  public static boolean exists(Path file) {
    return Files.exists(file);
  }
}
