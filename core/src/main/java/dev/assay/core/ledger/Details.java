package dev.assay.core.ledger;

import dev.assay.core.Digest;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * The small facts of entries. Values users write go in as digests: they may be long, private, or
 * purged later.
 */
public final class Details {
  private Details() {}

  /** Each key with the digest of its value, for the given keys alone. */
  public static Map<String, String> digests(Map<String, String> values, Collection<String> keys) {
    Map<String, String> details = new TreeMap<>();
    for (String key : keys) {
      details.put(key, Digest.of(values.getOrDefault(key, "")).hex());
    }
    return details;
  }

  /** Each key with the digest of its value. */
  public static Map<String, String> digests(Map<String, String> values) {
    return digests(values, values.keySet());
  }
}
