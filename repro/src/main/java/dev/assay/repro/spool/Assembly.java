package dev.assay.repro.spool;

import dev.assay.core.capture.Capture;
import dev.assay.core.capture.Environment;
import dev.assay.core.capture.Finding;
import dev.assay.core.capture.Hardware;
import dev.assay.core.capture.Outcome;
import dev.assay.core.capture.Randomness;
import dev.assay.core.capture.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Puts a capture together from what is known of an execution. */
public final class Assembly {
  private static final Hardware UNKNOWN_MACHINE =
      new Hardware("", List.of(), 0, 0, 0, 0, List.of());

  private final Invocation invocation;
  private final Pieces pieces;
  private final Notes notes;
  private final Optional<JsonNode> ending;
  private final long consoleBytes;

  /**
   * @param ending the supervisor's note on how the command ended
   */
  public Assembly(
      Invocation invocation,
      Pieces pieces,
      Notes notes,
      Optional<JsonNode> ending,
      long consoleBytes) {
    this.invocation = invocation;
    this.pieces = pieces;
    this.notes = notes;
    this.ending = ending;
    this.consoleBytes = consoleBytes;
  }

  public Capture capture(Logged logged) {
    Optional<Environment> environment = pieces.environment().map(this::withImports);
    Randomness randomness = randomness();
    List<Finding> findings =
        new Findings(invocation, pieces, notes, environment, randomness).list();
    Capture capture =
        new Capture(
            Capture.FORMAT,
            invocation.id(),
            invocation.command(),
            pieces.source(),
            environment,
            variables(),
            List.copyOf(notes.params().values()),
            pieces.data().orElse(List.of()),
            hosts(notes, invocation),
            randomness,
            pieces.hardware().orElse(UNKNOWN_MACHINE),
            outcome(),
            Map.of(),
            findings);
    return new CompletenessRules(invocation, pieces, notes, logged).applied(capture);
  }

  private Environment withImports(Environment environment) {
    return new Environment(
        environment.python(),
        environment.distributions(),
        imported(environment),
        environment.conda(),
        environment.lockFiles(),
        environment.system(),
        environment.container(),
        environment.nativeLibraries());
  }

  /** Distributions whose packages were imported; a distribution is often named as its package. */
  private List<String> imported(Environment environment) {
    Set<String> folders = new TreeSet<>();
    notes.modules().forEach((name, path) -> folders.add(name.split("\\.")[0]));
    Set<String> imported = new TreeSet<>();
    for (Environment.Distribution distribution : environment.distributions()) {
      String plain = distribution.name().toLowerCase(Locale.ROOT).replace('-', '_');
      if (folders.contains(plain)
          || folders.contains(distribution.name())
          || folders.contains(ModuleNames.of(distribution.name()))) {
        imported.add(distribution.name());
      }
    }
    return List.copyOf(imported);
  }

  private List<Variable> variables() {
    return invocation.variables().stream()
        .map(
            variable ->
                new Variable(
                    variable.name(), variable.value(), notes.variables().contains(variable.name())))
        .toList();
  }

  private Randomness randomness() {
    List<Randomness.Seed> seeds = new ArrayList<>(notes.seeds());
    invocation
        .recording()
        .seed()
        .filter(seed -> seeds.stream().noneMatch(known -> known.origin().equals("assay")))
        .ifPresent(seed -> seeds.add(new Randomness.Seed("all", Long.toString(seed), "assay")));
    return new Randomness(seeds, List.copyOf(notes.unseeded()), settings());
  }

  /** With whom the program talked, but for the server that records it. */
  static List<String> hosts(Notes notes, Invocation invocation) {
    String server = invocation.server().replaceFirst("^[a-z]+://", "").replaceFirst("/.*$", "");
    return notes.hosts().stream().filter(host -> !host.equals(server)).toList();
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>(notes.settings());
    if (invocation.recording().isDeterministic()) {
      settings.put("deterministic", "1");
    }
    return settings;
  }

  private Outcome outcome() {
    JsonNode end = ending.orElseGet(MissingNode::getInstance);
    OptionalInt exitCode =
        end.path("exitCode").isNumber()
            ? OptionalInt.of(end.path("exitCode").asInt())
            : OptionalInt.empty();
    long startedAt = end.path("startedAt").asLong(invocation.startedAtMillis());
    return new Outcome(
        exitCode,
        Optional.ofNullable(end.path("signal").stringValue(null)),
        startedAt,
        end.path("endedAt").asLong(startedAt),
        end.path("peakMemoryBytes").asLong(0),
        end.path("userSeconds").asDouble(0) + end.path("systemSeconds").asDouble(0),
        consoleBytes,
        pieces.written());
  }
}
