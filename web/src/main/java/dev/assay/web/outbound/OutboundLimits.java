package dev.assay.web.outbound;

import java.time.Duration;

/**
 * How long a call may take and how much of an answer is read.
 *
 * @param connect to connect to one address
 * @param whole from the first connection to the status of the answer
 * @param linger how long the rest of an answer is read, for the sake of the target
 * @param headBytesMax status and headers
 * @param bodyBytesMax of the rest
 */
public record OutboundLimits(
    Duration connect, Duration whole, Duration linger, int headBytesMax, int bodyBytesMax) {
  public static final OutboundLimits USUAL =
      new OutboundLimits(
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofSeconds(1),
          16 * 1024,
          64 * 1024);
}
