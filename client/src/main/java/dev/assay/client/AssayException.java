package dev.assay.client;

import java.util.Locale;

/** The server refused, or could not be asked. The message is meant for the user. */
public final class AssayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why; all but the first two are the server's own words. */
  public enum Kind {
    /** Nobody answers at the address. */
    UNREACHABLE,
    /** What answers broke off, or is no Assay server. */
    BROKEN,
    INVALID,
    NOT_FOUND,
    ALREADY_EXISTS,
    CONFLICT,
    DENIED,
    UNAUTHENTICATED,
    LIMIT,
    /** The server cannot serve now. */
    UNAVAILABLE,
    CORRUPT,
    /** The request broke a rule of HTTP or of the server's gates. */
    REFUSED;

    /** The kind of this word in an answer. */
    static Kind of(String word) {
      String name = word.toUpperCase(Locale.ROOT).replace('-', '_');
      for (Kind kind : values()) {
        if (kind.name().equals(name)) {
          return kind;
        }
      }
      return REFUSED;
    }
  }

  private final int status;
  private final Kind kind;

  AssayException(Kind kind, int status, String message) {
    super(message);
    this.kind = kind;
    this.status = status;
  }

  AssayException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.status = 0;
  }

  public Kind kind() {
    return kind;
  }

  /** The HTTP status; 0 when there was no answer. */
  public int status() {
    return status;
  }

  /** Whether the same may succeed later: the server is away, busy or went away. */
  public boolean isPassing() {
    return kind == Kind.UNREACHABLE || kind == Kind.BROKEN || kind == Kind.UNAVAILABLE;
  }
}
