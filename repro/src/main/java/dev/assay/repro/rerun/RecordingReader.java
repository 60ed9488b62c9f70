package dev.assay.repro.rerun;

import dev.assay.client.AssayClient;
import dev.assay.client.FileFacts;
import dev.assay.client.RemoteExecutions.ConsolePart;
import dev.assay.client.RunFacts;
import dev.assay.client.SeriesPart;
import dev.assay.core.Digest;
import dev.assay.core.capture.Capture;
import dev.assay.core.capture.Outcome;
import dev.assay.core.capture.Source;
import dev.assay.core.metric.Points;
import dev.assay.repro.document.DocumentMapper;
import dev.assay.repro.verdict.RecordedFile;
import dev.assay.repro.verdict.RecordedRun;
import dev.assay.repro.verdict.Recording;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads from a server what an execution left. Thread-safe. */
public final class RecordingReader {
  private static final String PARENT = "mlflow.parentRunId";
  private static final int CONSOLE_PART_BYTES = 4 << 20;
  private static final int CONSOLE_BYTES_MAX = 64 << 20;
  private static final int FAILURE_LENGTH_MAX = 300;

  private final AssayClient client;

  public RecordingReader(AssayClient client) {
    this.client = client;
  }

  /** All of it; the console only when it decides something. */
  public Recording read(Capture capture, String mainRun) {
    List<RecordedRun> runs =
        client.executions().runs(capture.execution()).stream()
            .filter(run -> run.deletedAt().isEmpty())
            .sorted(Comparator.comparing(RunFacts::startedAt).thenComparing(RunFacts::id))
            .map(this::run)
            .toList();
    List<RecordedFile> written = written(capture.outcome());
    boolean hasResults =
        !written.isEmpty()
            || runs.stream().anyMatch(run -> !run.metrics().isEmpty() || !run.files().isEmpty());
    Optional<String> failure = failure(capture);
    List<Recording.ConsoleLine> console =
        hasResults || failure.isPresent() ? List.of() : console(capture.execution());
    return new Recording(
        capture.execution(), mainRun, failure, runs, written, console, roots(capture));
  }

  private RecordedRun run(RunFacts listed) {
    RunFacts run = client.runs().find(listed.id()).orElse(listed);
    return new RecordedRun(
        run.id(),
        run.name(),
        Optional.ofNullable(run.tags().get(PARENT)),
        run.params(),
        metrics(run.id()),
        client.runs().files(run.id(), "").stream().map(file -> file(run.id(), file)).toList());
  }

  private Map<String, Points> metrics(String run) {
    Map<String, List<SeriesPart>> parts = new HashMap<>();
    client
        .runs()
        .points(run, part -> parts.computeIfAbsent(part.key(), key -> new ArrayList<>()).add(part));
    Map<String, Points> metrics = new HashMap<>();
    parts.forEach((key, some) -> metrics.put(key, joined(some)));
    return metrics;
  }

  private static Points joined(List<SeriesPart> parts) {
    int size = parts.stream().mapToInt(SeriesPart::size).sum();
    long[] steps = new long[size];
    long[] times = new long[size];
    double[] values = new double[size];
    int at = 0;
    for (SeriesPart part : parts) {
      System.arraycopy(part.steps(), 0, steps, at, part.size());
      System.arraycopy(part.atMillis(), 0, times, at, part.size());
      System.arraycopy(part.values(), 0, values, at, part.size());
      at += part.size();
    }
    return new Points(steps, times, values);
  }

  private RecordedFile file(String run, FileFacts file) {
    return new RecordedFile(
        file.path(),
        Optional.of(new Digest(file.sha256())),
        file.sizeBytes(),
        Optional.of(() -> client.runs().openFile(run, file.path(), Optional.of(file.version()))));
  }

  /** Those that are kept are among the artifacts of the main run. */
  private static List<RecordedFile> written(Outcome outcome) {
    return outcome.written().stream()
        .filter(file -> !file.isKept())
        .map(file -> new RecordedFile(file.path(), file.sha256(), file.bytes(), Optional.empty()))
        .toList();
  }

  private static List<String> roots(Capture capture) {
    TreeSet<String> roots = new TreeSet<>();
    roots.add(capture.command().folder());
    capture.source().map(Source::root).ifPresent(roots::add);
    return List.copyOf(roots);
  }

  private Optional<String> failure(Capture capture) {
    Outcome outcome = capture.outcome();
    if (outcome.signal().isPresent()) {
      return Optional.of("was ended by " + outcome.signal().get());
    }
    if (outcome.exitCode().isEmpty()) {
      return Optional.of("has no known end");
    }
    int code = outcome.exitCode().getAsInt();
    if (code == 0) {
      return Optional.empty();
    }
    String last =
        console(capture.execution()).stream()
            .filter(line -> line.stream().equals("err") && !line.text().isBlank())
            .reduce((first, second) -> second)
            .map(line -> ": " + line.text().strip())
            .orElse("");
    String text = "ended with exit code " + code + last;
    return Optional.of(text.substring(0, Math.min(text.length(), FAILURE_LENGTH_MAX)));
  }

  private List<Recording.ConsoleLine> console(String execution) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ConsolePart part;
    do {
      part = client.executions().console(execution, bytes.size(), CONSOLE_PART_BYTES);
      bytes.writeBytes(part.bytes());
    } while (part.bytes().length > 0
        && bytes.size() < part.sizeBytes()
        && bytes.size() < CONSOLE_BYTES_MAX);
    return Arrays.stream(bytes.toString(StandardCharsets.UTF_8).split("\n"))
        .map(RecordingReader::line)
        .flatMap(Optional::stream)
        .toList();
  }

  /** Empty for a line that is cut off. */
  private static Optional<Recording.ConsoleLine> line(String json) {
    try {
      JsonNode line = DocumentMapper.JSON.readTree(json);
      return line.isObject()
          ? Optional.of(
              new Recording.ConsoleLine(
                  line.path("stream").asString(""), line.path("text").asString("")))
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
