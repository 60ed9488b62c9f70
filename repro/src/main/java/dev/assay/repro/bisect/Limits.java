package dev.assay.repro.bisect;

import java.time.Duration;

/**
 * How far a bisection goes.
 *
 * @param trials how many reruns at most, repeats of A and B among them
 * @param repeats how often A and B are repeated before anything is mixed
 */
public record Limits(int trials, Duration time, int repeats) {
  public static final Limits DEFAULT = new Limits(50, Duration.ofHours(24), 1);
}
