package dev.assay.repro.spool;

import dev.assay.core.capture.Environment;
import dev.assay.core.capture.Finding;
import dev.assay.core.capture.Parameter;
import dev.assay.core.capture.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a person should know about an execution, most important first. */
final class Findings {
  /** {@code latest}, and names of language models with a size for a version. */
  private static final Pattern FLOATING =
      Pattern.compile("(.*[:@/])?latest|[A-Za-z][A-Za-z0-9._/-]*:[0-9.]+[bBmM]");

  private static final Pattern VERSIONED =
      Pattern.compile("(?i).*(model|version|image|checkpoint|weights|revision|tag).*");

  private final Invocation invocation;
  private final Pieces pieces;
  private final Notes notes;
  private final Optional<Environment> environment;
  private final Randomness randomness;

  Findings(
      Invocation invocation,
      Pieces pieces,
      Notes notes,
      Optional<Environment> environment,
      Randomness randomness) {
    this.invocation = invocation;
    this.pieces = pieces;
    this.notes = notes;
    this.environment = environment;
    this.randomness = randomness;
  }

  List<Finding> list() {
    List<Finding> findings = new ArrayList<>();
    foreignTracking(findings);
    findings.addAll(pieces.findings());
    unseeded(findings);
    blindReaders(findings);
    network(findings);
    floating(findings);
    unrecordedVariables(findings);
    masked(findings);
    problems(findings);
    return List.copyOf(findings);
  }

  private void foreignTracking(List<Finding> findings) {
    invocation
        .foreignTracking()
        .ifPresent(
            place ->
                findings.add(
                    new Finding(
                        "foreign-tracking",
                        "MLFLOW_TRACKING_URI was set to "
                            + place
                            + ": what the program logs through mlflow is there, not here",
                        "unset MLFLOW_TRACKING_URI and run again")));
  }

  private void unseeded(List<Finding> findings) {
    for (String library : randomness.unseeded()) {
      findings.add(
          new Finding(
              "unseeded",
              "random numbers were drawn from " + library + " without a seed",
              "assay run --seed 42 -- " + Remedies.command(invocation)));
    }
  }

  private void blindReaders(List<Finding> findings) {
    for (String library : notes.blind()) {
      findings.add(
          new Finding(
              "blind-reader",
              library + " opens files with code of its own; which ones was not seen",
              "assay run --input PATH -- " + Remedies.command(invocation)));
    }
  }

  private void network(List<Finding> findings) {
    List<String> hosts = Assembly.hosts(notes, invocation);
    if (!hosts.isEmpty()) {
      findings.add(
          new Finding(
              "network-read",
              "the program talked to " + String.join(", ", hosts),
              "declare what it fetched: assay run --input URL -- " + Remedies.command(invocation)));
    }
  }

  private void floating(List<Finding> findings) {
    for (Parameter param : notes.params().values()) {
      if (FLOATING.matcher(param.value()).matches()
          && (VERSIONED.matcher(param.name()).matches() || param.value().contains(":"))) {
        findings.add(
            new Finding(
                "floating-version",
                "'" + param.name() + "' is '" + param.value() + "', which may change its meaning",
                "give an exact version or digest"));
      }
    }
    environment.ifPresent(
        known ->
            known.distributions().stream()
                .filter(found -> found.origin().equals("vcs") && found.commit().isEmpty())
                .forEach(
                    found ->
                        findings.add(
                            new Finding(
                                "floating-version",
                                found.name() + " was installed from a branch without a commit",
                                "install it from a commit"))));
  }

  private void unrecordedVariables(List<Finding> findings) {
    List<String> names = Remedies.unrecordedVariables(invocation, notes);
    if (!names.isEmpty()) {
      findings.add(
          new Finding(
              "unrecorded-variable",
              "the program read "
                  + String.join(", ", names)
                  + " from the environment; the values are not recorded",
              "set them again before a rerun, or pass what is no secret as an argument"));
    }
  }

  private void masked(List<Finding> findings) {
    if (invocation.command().argv().stream().anyMatch(part -> part.contains(Secrets.MASK))) {
      findings.add(
          new Finding(
              "masked-secret",
              "a secret in the command line was masked; a rerun cannot give it",
              "pass it in an environment variable"));
    }
  }

  private void problems(List<Finding> findings) {
    pieces
        .problems()
        .forEach(
            problem ->
                findings.add(
                    new Finding(
                        "capture-failed",
                        problem.part() + ": " + problem.message(),
                        "assay doctor, or report it with this text")));
    notes.errors().stream()
        .limit(5)
        .forEach(
            error ->
                findings.add(
                    new Finding(
                        "capture-failed",
                        "a part of the program was not watched: " + error,
                        "run it once more with ASSAY_DEBUG=1")));
  }
}
