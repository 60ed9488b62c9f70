package dev.assay.repro.deliver;

import dev.assay.client.AssayClient;
import dev.assay.client.MetricPoint;
import dev.assay.client.RunChange;
import dev.assay.client.RunDraft;
import dev.assay.client.RunFacts;
import dev.assay.core.capture.Capture;
import dev.assay.core.capture.ExecutionId;
import dev.assay.core.capture.Outcome;
import dev.assay.core.capture.Parameter;
import dev.assay.repro.spool.Invocation;
import dev.assay.repro.spool.Logged;
import dev.assay.repro.spool.Spool;
import dev.assay.repro.spool.Usage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What the runs of an execution get from us. The main run is the first run without a parent that
 * the command made itself; a command that makes none gets one, whose id is the execution's. Nothing
 * the command logged itself is changed. Not thread-safe.
 */
public final class RunDelivery {
  private static final String PARENT_TAG = "mlflow.parentRunId";
  private static final String SKIPPED = "skipped-metrics.json";
  private static final String SYSTEM = "system/";
  private static final Set<String> INTERRUPTIONS =
      Set.of("SIGINT", "SIGTERM", "SIGHUP", "SIGKILL", "SIGQUIT");

  private final AssayClient client;
  private final Spool spool;
  private final Invocation invocation;
  private int samplesSent;

  public RunDelivery(AssayClient client, Spool spool, Invocation invocation) {
    this.client = client;
    this.spool = spool;
    this.invocation = invocation;
  }

  /** The main run, if there is one yet. */
  public Optional<RunFacts> mainRun() {
    List<RunFacts> runs = runs();
    return mainOf(runs.stream().filter(run -> !isOurs(run)).toList())
        .or(() -> runs.stream().filter(this::isOurs).findFirst());
  }

  /** Makes the run of a command that logs nothing; one that is there already stays. */
  public RunFacts ourRun() {
    return client
        .runs()
        .create(
            new RunDraft(
                invocation.project().orElse("Default"),
                Optional.of(invocation.id()),
                invocation.name(),
                invocation.user(),
                Optional.of(Instant.ofEpochMilli(invocation.startedAtMillis())),
                Map.of(),
                Map.of(ExecutionId.RUN_TAG, invocation.id())));
  }

  /** Sends the samples of use that are new. */
  public void usage(RunFacts run) {
    List<Usage.Sample> samples = Usage.read(spool);
    if (samples.size() <= samplesSent) {
      return;
    }
    Set<String> skipped = skipped(run);
    List<MetricPoint> points = new ArrayList<>();
    for (int step = samplesSent; step < samples.size(); step++) {
      add(points, samples.get(step), step, skipped);
    }
    client.runs().log(run.id(), points, Map.of(), Map.of());
    samplesSent = samples.size();
  }

  /** What the runs hold, for the judgement of completeness. */
  public Logged logged() {
    List<RunFacts> runs = runs();
    int metrics =
        runs.stream()
            .mapToInt(
                run -> (int) metrics(run).stream().filter(key -> !key.startsWith(SYSTEM)).count())
            .sum();
    return new Logged(true, metrics, runs.stream().mapToInt(run -> run.params().size()).sum(), 0);
  }

  /** Completes the runs after the command has ended; gives the main run. */
  public RunFacts finish(Capture capture) {
    RunFacts main = mainRun().orElseGet(this::ourRun);
    dropPlaceholder(main);
    usage(main);
    client
        .runs()
        .log(main.id(), List.of(), missingParams(main, capture), missingTags(main, capture));
    outputs(main, capture);
    name(main);
    runs().forEach(run -> end(run, capture.outcome()));
    return main;
  }

  private List<RunFacts> runs() {
    return client.executions().runs(invocation.id());
  }

  private List<String> metrics(RunFacts run) {
    return client
        .metrics(run.id())
        .path("metrics")
        .valueStream()
        .map(metric -> metric.path("key").asString())
        .toList();
  }

  private static Optional<RunFacts> mainOf(List<RunFacts> runs) {
    return runs.stream()
        .filter(run -> !run.tags().containsKey(PARENT_TAG))
        .findFirst()
        .or(() -> runs.stream().findFirst());
  }

  private boolean isOurs(RunFacts run) {
    return run.id().equals(invocation.id());
  }

  /** Our own run, made while the command had none, when it made one after all. */
  private void dropPlaceholder(RunFacts main) {
    if (!isOurs(main) && runs().stream().anyMatch(this::isOurs)) {
      client.runs().delete(invocation.id());
    }
  }

  /** What the script samples itself; noted, so that a later delivery does not skip our own. */
  private Set<String> skipped(RunFacts run) {
    Optional<JsonNode> noted = spool.read(SKIPPED);
    if (noted.isPresent()) {
      return noted.get().valueStream().map(JsonNode::asString).collect(Collectors.toSet());
    }
    Set<String> skipped =
        metrics(run).stream().filter(key -> key.startsWith(SYSTEM)).collect(Collectors.toSet());
    spool.write(SKIPPED, skipped);
    return skipped;
  }

  private static void add(
      List<MetricPoint> points, Usage.Sample sample, int step, Set<String> skipped) {
    sample
        .values()
        .forEach(
            (key, value) -> {
              if (!skipped.contains(key)) {
                points.add(new MetricPoint(key, value, step, sample.atMillis()));
              }
            });
  }

  private static Map<String, String> missingParams(RunFacts run, Capture capture) {
    Map<String, String> params = new TreeMap<>();
    for (Parameter param : capture.params()) {
      if (!run.params().containsKey(param.name())
          && !param.name().isEmpty()
          && param.name().length() <= 250) {
        params.put(param.name(), param.value());
      }
    }
    return params;
  }

  private Map<String, String> missingTags(RunFacts run, Capture capture) {
    Map<String, String> tags = new TreeMap<>(CaptureTags.of(capture));
    tags.putAll(invocation.tags());
    tags.keySet().removeIf(key -> run.tags().containsKey(key) && !key.startsWith("assay."));
    return tags;
  }

  private void outputs(RunFacts run, Capture capture) {
    for (Outcome.Output output : capture.outcome().written()) {
      Path file = spool.blobs().resolve(output.sha256().map(Object::toString).orElse("none"));
      if (output.isKept() && Files.exists(file)) {
        client.runs().upload(run, artifact(output), file);
      }
    }
  }

  /** Outside the working folder only the name is left. */
  private static String artifact(Outcome.Output output) {
    Path path = Path.of(output.path());
    return path.isAbsolute() || path.startsWith("..")
        ? String.valueOf(path.getFileName())
        : path.toString();
  }

  private void name(RunFacts run) {
    invocation
        .name()
        .filter(name -> !name.equals(run.name()))
        .ifPresent(
            name ->
                client
                    .runs()
                    .change(
                        run.id(),
                        new RunChange(
                            Optional.empty(), Optional.empty(), Optional.of(name), Map.of())));
  }

  /** A killed command cannot end its own runs. */
  private void end(RunFacts run, Outcome outcome) {
    if (run.status().equals("running")) {
      Instant at = Instant.ofEpochMilli(outcome.endedAtMillis());
      client.runs().change(run.id(), RunChange.ended(status(outcome), at));
    }
  }

  private static String status(Outcome outcome) {
    if (outcome.exitCode().isPresent()) {
      int code = outcome.exitCode().getAsInt();
      return code == 0 ? "finished" : code == 130 ? "interrupted" : "failed";
    }
    boolean isInterruption = outcome.signal().map(INTERRUPTIONS::contains).orElse(true);
    return isInterruption ? "interrupted" : "failed";
  }
}
