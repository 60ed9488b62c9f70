package dev.assay.repro.spool;

import dev.assay.core.capture.Capture;
import dev.assay.core.capture.Completeness;
import dev.assay.core.capture.Completeness.Gap;
import dev.assay.core.capture.Completeness.State;
import dev.assay.core.capture.DataFile;
import dev.assay.core.capture.Environment;
import dev.assay.core.capture.Outcome;
import dev.assay.core.capture.Part;
import dev.assay.core.capture.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How complete each part of a capture is, each gap with the command that would close it. */
final class CompletenessRules {
  private static final int NAMED_MAX = 3;
  private static final String IGNORED = "ignored by git";

  private final Invocation invocation;
  private final Pieces pieces;
  private final Notes notes;
  private final Logged logged;

  CompletenessRules(Invocation invocation, Pieces pieces, Notes notes, Logged logged) {
    this.invocation = invocation;
    this.pieces = pieces;
    this.notes = notes;
    this.logged = logged;
  }

  /** The capture with its parts judged. */
  Capture applied(Capture capture) {
    Map<Part, Completeness> parts = new EnumMap<>(Part.class);
    parts.put(Part.CODE, code(capture));
    parts.put(Part.DATA, data(capture));
    parts.put(Part.CONFIG, config());
    parts.put(Part.ENVIRONMENT, environment(capture));
    parts.put(Part.SEEDS, seeds(capture));
    parts.put(Part.METRICS, metrics());
    parts.put(Part.ARTIFACTS, artifacts(capture));
    return new Capture(
        capture.format(),
        capture.execution(),
        capture.command(),
        capture.source(),
        capture.environment(),
        capture.variables(),
        capture.params(),
        capture.data(),
        capture.hosts(),
        capture.randomness(),
        capture.hardware(),
        capture.outcome(),
        parts,
        capture.findings());
  }

  private Completeness code(Capture capture) {
    List<Gap> gaps = new ArrayList<>();
    if (capture.source().isEmpty()) {
      String why = String.join("; ", pieces.problems("source"));
      gaps.add(
          new Gap(
              why.isEmpty() ? "the source was not recorded" : "no source: " + why,
              again("") + "  (in the folder of its source)"));
      return new Completeness(State.MISSING, gaps);
    }
    List<Source.LeftOut> leftOut = unwillinglyLeftOut(capture, capture.source().get());
    leftOut.stream()
        .limit(NAMED_MAX)
        .forEach(
            file ->
                gaps.add(
                    new Gap(
                        "%s (%,d bytes) was left out: %s"
                            .formatted(file.path(), file.bytes(), file.reason()),
                        again(
                            "--source-limit "
                                + Math.max(1, file.bytes() / 1_000_000 + 1)
                                + "MB "))));
    if (leftOut.size() > NAMED_MAX) {
      gaps.add(
          new Gap(
              (leftOut.size() - NAMED_MAX) + " more files were left out",
              again("--source-limit 1GB ")));
    }
    return of(gaps);
  }

  /** What git ignores was left out on purpose; what was read is judged as data. */
  private static List<Source.LeftOut> unwillinglyLeftOut(Capture capture, Source source) {
    Set<String> read =
        capture.data().stream().map(DataFile::path).collect(Collectors.toUnmodifiableSet());
    return source.leftOut().stream()
        .filter(file -> !file.reason().equals(IGNORED))
        .filter(file -> !read.contains(Path.of(source.root(), file.path()).toString()))
        .toList();
  }

  private Completeness data(Capture capture) {
    List<Gap> gaps = new ArrayList<>();
    List<DataFile> unread =
        capture.data().stream().filter(file -> file.sha256().isEmpty()).toList();
    List<DataFile> notKept =
        capture.data().stream()
            .filter(file -> file.sha256().isPresent() && !file.isKept())
            .toList();
    if (!unread.isEmpty()) {
      gaps.add(
          new Gap(
              "without digest: " + names(unread.stream().map(DataFile::path).toList()),
              again("--input PATH ")));
    }
    if (!notKept.isEmpty()) {
      gaps.add(
          new Gap(
              "only where it was read: " + names(notKept.stream().map(DataFile::path).toList()),
              again("--store-data ")));
    }
    notes
        .blind()
        .forEach(library -> gaps.add(new Gap("files read by " + library, again("--input PATH "))));
    if (!capture.hosts().isEmpty()) {
      gaps.add(
          new Gap(
              "read over the network: " + String.join(", ", capture.hosts()),
              again("--input URL ")));
    }
    if (!notes.hasPython() && !invocation.recording().isTraced()) {
      gaps.add(new Gap("files read by programs that are not Python", again("--trace ")));
    }
    pieces.problems("data").forEach(problem -> gaps.add(new Gap(problem, again(""))));
    return of(gaps);
  }

  private Completeness config() {
    List<Gap> gaps = new ArrayList<>();
    List<String> variables = Remedies.unrecordedVariables(invocation, notes);
    if (!variables.isEmpty()) {
      gaps.add(
          new Gap(
              "values of variables: " + names(variables),
              "export " + variables.getFirst() + "=...  before a rerun"));
    }
    if (invocation.command().stdin().equals("pipe")
        || invocation.command().stdin().equals("file")) {
      gaps.add(
          new Gap(
              "standard input came from a " + invocation.command().stdin(),
              "put it into a file and declare that: " + again("--input PATH ")));
    }
    if (invocation.command().argv().stream().anyMatch(part -> part.contains(Secrets.MASK))) {
      gaps.add(new Gap("a secret in the command line", "pass it in an environment variable"));
    }
    return of(gaps);
  }

  private Completeness environment(Capture capture) {
    List<Gap> gaps = new ArrayList<>();
    if (capture.environment().isEmpty()) {
      String why = String.join("; ", pieces.problems("environment"));
      gaps.add(
          why.isEmpty()
              ? new Gap(
                  "the programs of a command that is not Python", "run it inside a container image")
              : new Gap("no environment: " + why, again("")));
      return new Completeness(why.isEmpty() ? State.PARTIAL : State.MISSING, gaps);
    }
    Environment environment = capture.environment().get();
    List<String> unrestorable =
        environment.distributions().stream()
            .filter(found -> found.origin().equals("local") || found.origin().equals("editable"))
            .filter(found -> found.kept().isEmpty())
            .map(Environment.Distribution::name)
            .toList();
    if (!unrestorable.isEmpty()) {
      gaps.add(
          new Gap(
              "installed from a folder, not kept: " + names(unrestorable),
              "install from an index or a commit"));
    }
    pieces.problems("environment").forEach(problem -> gaps.add(new Gap(problem, again(""))));
    return of(gaps);
  }

  private Completeness seeds(Capture capture) {
    List<Gap> gaps = new ArrayList<>();
    capture
        .randomness()
        .unseeded()
        .forEach(library -> gaps.add(new Gap("no seed for " + library, again("--seed 42 "))));
    if (!notes.hasPython()) {
      gaps.add(new Gap("random numbers of programs that are not Python", "give them a seed"));
    }
    return of(gaps);
  }

  private Completeness metrics() {
    if (logged.metrics() > 0) {
      return Completeness.COMPLETE;
    }
    if (invocation.foreignTracking().isPresent()) {
      return of(List.of(new Gap("logged to another server", "unset MLFLOW_TRACKING_URI")));
    }
    if (!logged.isKnown()) {
      return of(List.of(new Gap("the server could not be asked", "assay show " + invocation.id())));
    }
    Gap gap =
        notes.hasPython()
            ? new Gap("no metric was logged", again("--autolog "))
            : new Gap("no metric was logged", "curl ... or mlflow.log_metric in the command");
    return new Completeness(State.MISSING, List.of(gap));
  }

  private Completeness artifacts(Capture capture) {
    List<String> notKept =
        capture.outcome().written().stream()
            .filter(file -> !file.isKept())
            .map(Outcome.Output::path)
            .toList();
    if (notKept.isEmpty()) {
      return Completeness.COMPLETE;
    }
    return of(
        List.of(
            new Gap(
                "written, digest only: " + names(notKept),
                again("--output " + Remedies.shell(List.of(notKept.getFirst())) + " "))));
  }

  private String again(String option) {
    return "assay run " + option + "-- " + Remedies.command(invocation);
  }

  private static Completeness of(List<Gap> gaps) {
    return gaps.isEmpty() ? Completeness.COMPLETE : new Completeness(State.PARTIAL, gaps);
  }

  private static String names(List<String> names) {
    String shown = String.join(", ", names.stream().limit(NAMED_MAX).toList());
    return names.size() > NAMED_MAX
        ? shown + " and " + (names.size() - NAMED_MAX) + " more"
        : shown;
  }
}
