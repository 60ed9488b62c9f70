package dev.assay.cli;

import dev.assay.core.capture.Capture;
import dev.assay.core.capture.Completeness;
import dev.assay.core.capture.DataFile;
import dev.assay.core.capture.Environment;
import dev.assay.core.capture.Finding;
import dev.assay.core.capture.Hardware;
import dev.assay.core.capture.Outcome;
import dev.assay.core.capture.Part;
import dev.assay.core.capture.Randomness;
import dev.assay.core.capture.Source;
import dev.assay.repro.deliver.Completion;
import dev.assay.repro.spool.Remedies;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** A capture for people to read. */
final class CaptureText {
  private static final int LISTED_MAX = 20;

  private CaptureText() {}

  /** How complete it is, and what a person should know. */
  static void summary(Paragraphs out, Capture capture) {
    out.heading("Capture: " + Completion.percent(capture) + "% complete");
    parts(out, capture);
    if (!capture.findings().isEmpty()) {
      out.heading("Findings");
      capture.findings().forEach(finding -> finding(out, finding));
    }
  }

  /** Each part with its state, each gap with its remedy. */
  static void parts(Paragraphs out, Capture capture) {
    for (Part part : Part.values()) {
      Completeness state = capture.parts().getOrDefault(part, Completeness.COMPLETE);
      String start = "  %-12s %-9s ".formatted(part, state.state());
      if (state.gaps().isEmpty()) {
        out.line(start.stripTrailing());
      }
      for (Completeness.Gap gap : state.gaps()) {
        out.item(start, gap.what());
        out.item(" ".repeat(start.length()) + "-> ", gap.remedy());
        start = " ".repeat(start.length());
      }
    }
  }

  static void details(Paragraphs out, Capture capture) {
    command(out, capture);
    capture.source().ifPresent(source -> source(out, source));
    capture.environment().ifPresent(environment -> environment(out, environment));
    randomness(out, capture.randomness());
    data(out, capture);
    written(out, capture.outcome());
    hardware(out, capture.hardware());
  }

  private static void finding(Paragraphs out, Finding finding) {
    out.item("  " + finding.code() + ": ", finding.message());
    out.item("    -> ", finding.remedy());
  }

  private static void command(Paragraphs out, Capture capture) {
    Outcome outcome = capture.outcome();
    out.heading("Command");
    out.fact("argv", Remedies.shell(capture.command().argv()));
    out.fact("folder", capture.command().folder());
    out.fact("stdin", capture.command().stdin());
    out.fact("execution", capture.execution());
    outcome.exitCode().ifPresent(code -> out.fact("exit code", Integer.toString(code)));
    outcome.signal().ifPresent(signal -> out.fact("ended by", signal));
    Duration duration = Duration.ofMillis(outcome.endedAtMillis() - outcome.startedAtMillis());
    out.fact("took", "%.3f s".formatted(duration.toMillis() / 1000.0));
    out.fact("cpu", "%.2f s".formatted(outcome.cpuSeconds()));
    out.fact("memory", Sizes.of(outcome.peakMemoryBytes()) + " at most");
    out.fact("console", Sizes.of(outcome.consoleBytes()));
    capture.command().context().forEach(out::fact);
  }

  private static void source(Paragraphs out, Source source) {
    out.heading("Source");
    out.fact("root", source.root());
    out.fact("files", source.files() + " (" + Sizes.of(source.bytes()) + ")");
    source.git().ifPresent(git -> git(out, git));
    source.leftOut().stream()
        .limit(LISTED_MAX)
        .forEach(
            file ->
                out.fact(
                    "left out",
                    file.path() + " (" + Sizes.of(file.bytes()) + "): " + file.reason()));
  }

  private static void git(Paragraphs out, Source.Git git) {
    git.commit()
        .ifPresent(
            commit ->
                out.fact(
                    "commit",
                    commit
                        + (git.isDirty() ? ", with changes" : "")
                        + (git.isPushed() ? "" : ", on no remote")));
    git.branch().ifPresent(branch -> out.fact("branch", branch));
    git.remote().ifPresent(remote -> out.fact("remote", remote));
  }

  private static void environment(Paragraphs out, Environment environment) {
    out.heading("Environment");
    Environment.Python python = environment.python();
    out.fact("python", python.version() + " (" + python.executable() + ")");
    out.fact(
        "system",
        environment.system().distribution()
            + ", "
            + environment.system().system()
            + " "
            + environment.system().release()
            + ", "
            + environment.system().libc());
    environment
        .container()
        .ifPresent(container -> out.fact("container", container.kind() + " " + container.image()));
    out.fact("packages", environment.distributions().size() + "; imported:");
    String imported =
        environment.distributions().stream()
            .filter(found -> environment.imported().contains(found.name()))
            .map(found -> found.name() + " " + found.version())
            .collect(Collectors.joining(", "));
    out.fact("", imported.isEmpty() ? "none" : imported);
    environment.nativeLibraries().stream()
        .limit(LISTED_MAX)
        .forEach(library -> out.fact("library", library.name() + " " + library.version()));
  }

  private static void randomness(Paragraphs out, Randomness randomness) {
    out.heading("Randomness");
    randomness
        .seeds()
        .forEach(
            seed ->
                out.fact("seed", seed.library() + " = " + seed.value() + " by " + seed.origin()));
    randomness.unseeded().forEach(library -> out.fact("unseeded", library));
    randomness.settings().forEach((name, value) -> out.fact("setting", name + " = " + value));
  }

  private static void data(Paragraphs out, Capture capture) {
    if (!capture.hosts().isEmpty()) {
      out.heading("Network");
      capture.hosts().forEach(host -> out.fact("host", host));
    }
    if (capture.data().isEmpty()) {
      return;
    }
    Table table = new Table(List.of("DATA", "SIZE", "KEPT", "SHA-256"));
    for (DataFile file : capture.data().stream().limit(LISTED_MAX).toList()) {
      table.add(
          List.of(
              file.name().map(name -> name + ": ").orElse("") + tail(file.path()),
              Sizes.of(file.bytes()),
              file.isKept() ? "yes" : "no",
              file.sha256().map(digest -> digest.hex().substring(0, 12)).orElse("-")));
    }
    RunText.section(out, "Data", table);
    more(out, capture.data().size());
  }

  private static void written(Paragraphs out, Outcome outcome) {
    if (outcome.written().isEmpty()) {
      return;
    }
    Table table = new Table(List.of("WRITTEN", "SIZE", "KEPT", "SHA-256"));
    for (Outcome.Output file : outcome.written().stream().limit(LISTED_MAX).toList()) {
      table.add(
          List.of(
              tail(file.path()),
              Sizes.of(file.bytes()),
              file.isKept() ? "yes" : "no",
              file.sha256().map(digest -> digest.hex().substring(0, 12)).orElse("-")));
    }
    RunText.section(out, "Files written", table);
    more(out, outcome.written().size());
  }

  private static void more(Paragraphs out, int count) {
    if (count > LISTED_MAX) {
      out.line("  ... and " + (count - LISTED_MAX) + " more; --json has them all");
    }
  }

  private static void hardware(Paragraphs out, Hardware hardware) {
    out.heading("Machine");
    out.fact("cpu", hardware.cpu() + ", " + hardware.cores() + " cores");
    out.fact("memory", Sizes.of(hardware.memoryBytes()));
    out.fact(
        "disk",
        Sizes.of(hardware.diskBytes()) + ", " + Sizes.of(hardware.diskFreeBytes()) + " free");
    hardware
        .gpus()
        .forEach(
            gpu ->
                out.fact(
                    "gpu",
                    gpu.name() + ", " + Sizes.of(gpu.memoryBytes()) + ", driver " + gpu.driver()));
  }

  /** The end of a long path says most. */
  private static String tail(String path) {
    return path.length() <= 44 ? path : "…" + path.substring(path.length() - 43);
  }
}
