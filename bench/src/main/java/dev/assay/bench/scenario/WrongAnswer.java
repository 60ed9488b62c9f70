package dev.assay.bench.scenario;

import java.util.Objects;

/** A server answered something else than what was logged. */
public final class WrongAnswer extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private WrongAnswer(String message) {
    super(message);
  }

  static void unlessEqual(String what, Object expected, Object actual) {
    if (!Objects.equals(expected, actual)) {
      throw new WrongAnswer(what + ": expected " + expected + " but got " + actual);
    }
  }
}
