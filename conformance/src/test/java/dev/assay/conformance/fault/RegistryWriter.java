package dev.assay.conformance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Adds versions to a registered model and moves an alias to each. */
final class RegistryWriter implements Writer {
  private static final String ALIAS = "best";

  private final String name = "model " + UUID.randomUUID();
  private final TreeMap<Integer, String> sources = new TreeMap<>();
  private final Set<String> unsureSources = new HashSet<>();
  private final Set<Integer> unsureAliased = new HashSet<>();
  private int aliased;
  private int attempts;
  private int acknowledged;

  @Override
  public void open(Api api) throws CutOff {
    api.post("registered-models/create", Map.of("name", name, "description", "kept"));
  }

  @Override
  public void write(Api api) throws CutOff {
    if (!sources.isEmpty() && sources.lastKey() > aliased) {
      moveAlias(api, sources.lastKey());
    } else {
      addVersion(api);
    }
    acknowledged++;
  }

  private void moveAlias(Api api, int version) throws CutOff {
    unsureAliased.add(version);
    api.post(
        "registered-models/alias",
        Map.of("name", name, "alias", ALIAS, "version", Integer.toString(version)));
    unsureAliased.clear();
    aliased = version;
  }

  private void addVersion(Api api) throws CutOff {
    String source = "s3://models/" + attempts++;
    unsureSources.add(source);
    JsonNode made = api.post("model-versions/create", Map.of("name", name, "source", source));
    unsureSources.remove(source);
    sources.put(number(made.get("model_version")), source);
  }

  @Override
  public void check(Api api) throws CutOff {
    Map<Integer, String> kept = kept(api);
    assertThat(kept).as("versions").containsAllEntriesOf(sources);
    var unasked = new TreeMap<Integer, String>(kept);
    unasked.keySet().removeAll(sources.keySet());
    assertThat(unsureSources).as("versions not acknowledged").containsAll(unasked.values());
    assertThat(unasked.values()).doesNotHaveDuplicates();
    sources.putAll(unasked);
    unsureSources.clear();
    checkAlias(api);
  }

  private void checkAlias(Api api) throws CutOff {
    JsonNode model = api.get("registered-models/get", Map.of("name", name)).get("registered_model");
    assertThat(model.get("description").asString()).isEqualTo("kept");
    JsonNode aliases = model.path("aliases");
    int kept = aliases.isEmpty() ? 0 : number(aliases.get(0));
    unsureAliased.add(aliased);
    assertThat(kept).as("version of the alias").isIn(unsureAliased);
    unsureAliased.clear();
    aliased = kept;
  }

  private Map<Integer, String> kept(Api api) throws CutOff {
    String filter = "name = '" + name + "'";
    var kept = new TreeMap<Integer, String>();
    for (JsonNode version :
        api.get("model-versions/search", Map.of("filter", filter)).path("model_versions")) {
      kept.put(number(version), version.get("source").asString());
    }
    return kept;
  }

  private static int number(JsonNode version) {
    return Integer.parseInt(version.get("version").asString());
  }

  @Override
  public int acknowledged() {
    return acknowledged;
  }
}
