package dev.assay.repro.spool;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Turns the bytes of one stream into lines. A line that was written over with carriage returns (a
 * progress bar) comes out once, in its last state; a line without an end comes out in pieces when
 * it grows too long. The same bytes give the same lines, however they are cut.
 */
final class ConsoleFold {
  /** Longer lines are cut. */
  private static final int LINE_BYTES_MAX = 64 * 1024;

  private final String stream;
  private final Consumer<ConsoleLine> lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private byte[] overwritten = {};
  private boolean wasReturn;
  private long atMillis;

  ConsoleFold(String stream, Consumer<ConsoleLine> lines) {
    this.stream = stream;
    this.lines = lines;
  }

  void add(long atMillisOfBytes, byte[] bytes) {
    for (byte next : bytes) {
      add(atMillisOfBytes, next);
    }
  }

  /** What is left comes out as the last line. */
  void end() {
    if (line.size() > 0 || overwritten.length > 0) {
      emit();
    }
  }

  private void add(long at, byte next) {
    atMillis = at;
    if (next == '\n') {
      emit();
      return;
    }
    if (next == '\r') {
      wasReturn = true;
      return;
    }
    if (wasReturn) {
      writeOver();
    }
    line.write(next);
    if (line.size() >= LINE_BYTES_MAX) {
      emit();
    }
  }

  private void writeOver() {
    wasReturn = false;
    if (line.size() > 0) {
      overwritten = line.toByteArray();
      line.reset();
    }
  }

  private void emit() {
    byte[] shown = line.size() > 0 ? line.toByteArray() : overwritten;
    lines.accept(new ConsoleLine(atMillis, stream, new String(shown, StandardCharsets.UTF_8)));
    line.reset();
    overwritten = new byte[0];
    wasReturn = false;
  }
}
