package dev.assay.core.query;

import dev.assay.core.Failure;

/**
 * A place in a listing, made by a store and opaque to everybody else. It names the last row seen,
 * not an offset, so rows that come or go elsewhere never shift a page. A store refuses one it did
 * not make, or made for another order (INVALID).
 */
public record Cursor(String value) {
  /** Longer texts were not made by any store. */
  public static final int LENGTH_MAX = 16_384;

  public Cursor {
    if (value.isEmpty() || value.length() > LENGTH_MAX) {
      throw Failure.invalid("the page token is not one this server gave out");
    }
  }
}
