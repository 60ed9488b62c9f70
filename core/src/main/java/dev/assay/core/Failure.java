package dev.assay.core;

/**
 * The one way an operation fails. The message says what happened, to which value, and what would be
 * right; it is shown to users, so it never holds a class name, an SQL text or a path of the server.
 */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The closed set of reasons; each protocol maps them to its own status and code in one place. */
  public enum Kind {
    INVALID,
    NOT_FOUND,
    ALREADY_EXISTS,
    CONFLICT,
    DENIED,
    UNAUTHENTICATED,
    LIMIT,
    UNAVAILABLE,
    CORRUPT
  }

  private final Kind kind;

  private Failure(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  private Failure(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  @Override
  public String getMessage() {
    String message = super.getMessage();
    return message == null ? kind.name() : message;
  }

  public static Failure invalid(String message) {
    return new Failure(Kind.INVALID, message);
  }

  public static Failure notFound(String message) {
    return new Failure(Kind.NOT_FOUND, message);
  }

  public static Failure alreadyExists(String message) {
    return new Failure(Kind.ALREADY_EXISTS, message);
  }

  public static Failure conflict(String message) {
    return new Failure(Kind.CONFLICT, message);
  }

  public static Failure denied(String message) {
    return new Failure(Kind.DENIED, message);
  }

  public static Failure unauthenticated(String message) {
    return new Failure(Kind.UNAUTHENTICATED, message);
  }

  public static Failure limit(String message) {
    return new Failure(Kind.LIMIT, message);
  }

  /**
   * The store cannot serve now (disk full, database away); nothing was changed and a retry may
   * succeed.
   */
  public static Failure unavailable(String message, Throwable cause) {
    return new Failure(Kind.UNAVAILABLE, message, cause);
  }

  public static Failure unavailable(String message) {
    return new Failure(Kind.UNAVAILABLE, message);
  }

  /** Stored data is not what was written; it is named and never served as good. */
  public static Failure corrupt(String message) {
    return new Failure(Kind.CORRUPT, message);
  }

  public static Failure corrupt(String message, Throwable cause) {
    return new Failure(Kind.CORRUPT, message, cause);
  }
}
