package dev.assay.web;

import java.time.Duration;

/** The {@link Limits} that tests need smaller than a server does. */
record Bounds(
    int connectionsMax,
    int requestsMax,
    Duration admissionWaitMax,
    Duration idleMax,
    Duration headersReadMax,
    Duration stallMax,
    Duration slowBodyGrace) {
  static final Bounds DEFAULT =
      new Bounds(
          Limits.CONNECTIONS_MAX,
          Limits.REQUESTS_MAX,
          Limits.ADMISSION_WAIT_MAX,
          Limits.IDLE_MAX,
          Limits.HEADERS_READ_MAX,
          Limits.STALL_MAX,
          Limits.SLOW_BODY_GRACE);
}
