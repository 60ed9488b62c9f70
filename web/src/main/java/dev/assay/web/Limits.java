package dev.assay.web;

import java.time.Duration;

/** What one client may use of the server, so that the others keep theirs. */
public final class Limits {
  /**
   * The request line, which holds method, path and query. Searches with many experiment ids need
   * several KiB.
   */
  public static final int REQUEST_LINE_BYTES_MAX = 64 * 1024;

  /** All headers of a request together. */
  public static final int HEADERS_BYTES_MAX = 32 * 1024;

  /**
   * One chunk of a chunked body: it is held in memory while it arrives. Clients send 8 to 64 KiB.
   */
  public static final int CHUNK_BYTES_MAX = 8 * 1024 * 1024;

  /** Open connections; beyond, the one that was idle longest is closed for each new one. */
  public static final int CONNECTIONS_MAX = 2_048;

  /**
   * Requests in work at once; beyond, a request waits {@link #ADMISSION_WAIT_MAX} and is then
   * answered 503.
   */
  public static final int REQUESTS_MAX = 512;

  public static final Duration ADMISSION_WAIT_MAX = Duration.ofSeconds(5);

  /**
   * Share of the heap that bodies of requests may take while they are held in memory, all together.
   */
  public static final double BODY_MEMORY_SHARE_MAX = 0.25;

  /** How long a connection may wait for its next request. */
  public static final Duration IDLE_MAX = Duration.ofSeconds(75);

  /** From the first byte of a request to the end of its headers. */
  public static final Duration HEADERS_READ_MAX = Duration.ofSeconds(10);

  /** How long a body may pause, or a client may take no byte of an answer. */
  public static final Duration STALL_MAX = Duration.ofSeconds(30);

  /** After this time of waiting for a body, {@link #BODY_BYTES_PER_SECOND_MIN} is asked for. */
  public static final Duration SLOW_BODY_GRACE = Duration.ofSeconds(20);

  public static final long BODY_BYTES_PER_SECOND_MIN = 1024;

  /** How much of a refused body is read and dropped, so that the client gets to see the answer. */
  public static final int DRAINED_BYTES_MAX = 1024 * 1024;

  private Limits() {}
}
