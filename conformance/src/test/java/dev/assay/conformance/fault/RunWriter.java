package dev.assay.conformance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * Creates runs and ends every other one. A run that was not acknowledged may be there once, under
 * its name.
 */
final class RunWriter implements Writer {
  private final String experiment;
  private final List<Made> made = new ArrayList<>();
  private final Set<String> unsureNames = new HashSet<>();
  private final Set<String> unsureEnds = new HashSet<>();
  private int acknowledged;

  RunWriter(String experiment) {
    this.experiment = experiment;
  }

  private record Made(String id, String name, boolean ended) {}

  @Override
  public void open(Api api) {}

  @Override
  public void write(Api api) throws CutOff {
    String name = "run " + UUID.randomUUID();
    unsureNames.add(name);
    String id = NewRun.create(api, experiment, name);
    made.add(new Made(id, name, false));
    unsureNames.remove(name);
    acknowledged++;
    if (made.size() % 2 == 0) {
      end(api, made.getLast());
    }
  }

  private void end(Api api, Made run) throws CutOff {
    unsureEnds.add(run.id);
    api.post(
        "runs/update",
        Map.of("run_id", run.id, "status", "FINISHED", "end_time", 1_760_000_001_000L));
    made.set(made.size() - 1, new Made(run.id, run.name, true));
    unsureEnds.remove(run.id);
    acknowledged++;
  }

  @Override
  public void check(Api api) throws CutOff {
    for (int i = 0; i < made.size(); i++) {
      Made run = made.get(i);
      JsonNode kept = api.get("runs/get", Map.of("run_id", run.id)).get("run");
      assertThat(kept.get("info").get("run_name").asString()).isEqualTo(run.name);
      assertThat(kept.get("data").get("tags").toString()).contains("made-as", run.name);
      boolean ended = kept.get("info").get("status").asString().equals("FINISHED");
      assertThat(kept.get("info").has("end_time")).as(run.name).isEqualTo(ended);
      if (unsureEnds.contains(run.id)) {
        made.set(i, new Made(run.id, run.name, ended));
      } else {
        assertThat(ended).as(run.name + " has ended").isEqualTo(run.ended);
      }
    }
    unsureEnds.clear();
    settleUnsureRuns(api);
  }

  private void settleUnsureRuns(Api api) throws CutOff {
    for (String name : unsureNames) {
      List<String> kept = named(api, name);
      assertThat(kept).as("runs named as one that was not acknowledged").hasSizeLessThan(2);
      kept.forEach(id -> made.add(new Made(id, name, false)));
    }
    unsureNames.clear();
  }

  private List<String> named(Api api, String name) throws CutOff {
    String filter = "attributes.run_name = '" + name + "'";
    JsonNode answer =
        api.post("runs/search", Map.of("experiment_ids", List.of(experiment), "filter", filter));
    var ids = new ArrayList<String>();
    answer.path("runs").forEach(run -> ids.add(run.get("info").get("run_id").asString()));
    return ids;
  }

  @Override
  public int acknowledged() {
    return acknowledged;
  }
}
