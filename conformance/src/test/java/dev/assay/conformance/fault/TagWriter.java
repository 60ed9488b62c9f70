package dev.assay.conformance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Sets and deletes a few tags over and over. Each holds its last acknowledged value or a later one.
 */
final class TagWriter implements Writer {
  private static final int KEYS = 5;
  private static final String ABSENT = "";

  private final String experiment;
  private final Random random;
  private final Map<String, String> tags = new TreeMap<>();
  private String run = "";
  private final Map<String, Set<String>> unsure = new TreeMap<>();
  private int values;
  private int acknowledged;

  TagWriter(String experiment, long seed) {
    this.experiment = experiment;
    this.random = new Random(seed);
  }

  @Override
  public void open(Api api) throws CutOff {
    run = NewRun.create(api, experiment, "tags");
  }

  @Override
  public void write(Api api) throws CutOff {
    String key = "tag" + random.nextInt(KEYS);
    if (tags.containsKey(key) && !unsure.containsKey(key) && random.nextInt(4) == 0) {
      unsure(key, ABSENT);
      api.post("runs/delete-tag", Map.of("run_id", run, "key", key));
      tags.remove(key);
    } else {
      String value = "value " + values++;
      unsure(key, value);
      api.post("runs/set-tag", Map.of("run_id", run, "key", key, "value", value));
      tags.put(key, value);
    }
    unsure.remove(key);
    acknowledged++;
  }

  private void unsure(String key, String value) {
    unsure.computeIfAbsent(key, k -> new HashSet<>()).add(value);
  }

  @Override
  public void check(Api api) throws CutOff {
    Map<String, String> kept = kept(api);
    for (int i = 0; i < KEYS; i++) {
      String key = "tag" + i;
      var possible = new HashSet<String>(unsure.getOrDefault(key, Set.of()));
      possible.add(tags.getOrDefault(key, ABSENT));
      assertThat(kept.getOrDefault(key, ABSENT)).as(key).isIn(possible);
    }
    tags.clear();
    tags.putAll(kept);
    unsure.clear();
  }

  private Map<String, String> kept(Api api) throws CutOff {
    JsonNode data = api.get("runs/get", Map.of("run_id", run)).get("run").get("data");
    var kept = new TreeMap<String, String>();
    for (JsonNode tag : data.path("tags")) {
      if (tag.get("key").asString().startsWith("tag")) {
        kept.put(tag.get("key").asString(), tag.get("value").asString());
      }
    }
    return kept;
  }

  @Override
  public int acknowledged() {
    return acknowledged;
  }
}
