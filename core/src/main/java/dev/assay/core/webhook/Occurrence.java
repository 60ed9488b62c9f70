package dev.assay.core.webhook;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * An event that happened.
 *
 * @param entry the index of the ledger entry of the change
 * @param facts what a message can say of it, read in the transaction of the change: {@code name},
 *     {@code version}, {@code key}, {@code value}, {@code alias}, {@code description}, {@code
 *     source}, {@code run}, where there is such a thing, and tags as {@code tag:<key>}
 */
public record Occurrence(WebhookEvent event, long entry, Instant at, Map<String, String> facts) {
  private static final String TAG = "tag:";

  public Occurrence {
    facts = Map.copyOf(facts);
  }

  /** The fact of this name; empty when there is none. */
  public String fact(String name) {
    return facts.getOrDefault(name, "");
  }

  /** The tags among the facts, by key. */
  public Map<String, String> tags() {
    Map<String, String> tags = new TreeMap<>();
    facts.forEach(
        (name, value) -> {
          if (name.startsWith(TAG)) {
            tags.put(name.substring(TAG.length()), value);
          }
        });
    return tags;
  }

  /** The name of the fact that holds a tag. */
  static String tag(String key) {
    return TAG + key;
  }
}
