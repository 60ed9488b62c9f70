package dev.assay.core.capture;

import java.util.List;
import java.util.Map;

/**
 * What the program's random numbers came from.
 *
 * @param unseeded the libraries that drew numbers without a seed
 * @param settings what decides whether sums come out alike: hash seed, threads, flags
 */
public record Randomness(List<Seed> seeds, List<String> unseeded, Map<String, String> settings) {
  public static final Randomness UNKNOWN = new Randomness(List.of(), List.of(), Map.of());

  public Randomness {
    seeds = List.copyOf(seeds);
    unseeded = List.copyOf(unseeded);
    settings = Map.copyOf(settings);
  }

  /** A seed as given to a library; {@code origin} is {@code program} or {@code assay}. */
  public record Seed(String library, String value, String origin) {}
}
