package dev.assay.repro.environment;

import dev.assay.core.Failure;
import dev.assay.repro.process.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Python interpreters on this machine. */
final class Interpreters {
  private static final String VERSION = "import sys; print('%d.%d.%d' % sys.version_info[:3])";

  private Interpreters() {}

  /** The program that the name means: itself when it is a path, else the first on the PATH. */
  static Path onPath(String name) {
    return find(name)
        .orElseThrow(
            () ->
                Failure.notFound("there is no program '" + name + "' on the PATH of this machine"));
  }

  static Optional<Path> find(String name) {
    if (name.contains("/")) {
      Path path = Path.of(name).toAbsolutePath();
      return Files.isExecutable(path) ? Optional.of(path) : Optional.empty();
    }
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
      Path path = Path.of(folder.isEmpty() ? "." : folder, name);
      if (Files.isExecutable(path) && Files.isRegularFile(path)) {
        return Optional.of(path.toAbsolutePath());
      }
    }
    return Optional.empty();
  }

  /** A stand-in that decides by the folder and by settings which interpreter it starts. */
  static boolean isShim(Path interpreter) {
    Path parent = interpreter.getParent();
    return parent != null && parent.endsWith("shims");
  }

  /** An interpreter, and its full version. */
  record Found(Path path, String version) {}

  /** One of the version, else one that differs in the last number alone. */
  static Optional<Found> of(String version, Path recorded) {
    String minor = minor(version);
    Optional<Found> near = Optional.empty();
    for (Path candidate : candidates(version, minor, recorded)) {
      Program.Answer answer =
          CleanProgram.of(Path.of("/"), List.of(candidate.toString(), "-c", VERSION)).ask();
      String found = answer.text();
      if (answer.isDone() && found.equals(version)) {
        return Optional.of(new Found(candidate, found));
      }
      if (answer.isDone() && near.isEmpty() && minor(found).equals(minor)) {
        near = Optional.of(new Found(candidate, found));
      }
    }
    return near;
  }

  static String minor(String version) {
    String[] parts = version.split("\\.");
    return parts.length < 2 ? version : parts[0] + "." + parts[1];
  }

  private static List<Path> candidates(String version, String minor, Path recorded) {
    Set<Path> candidates = new LinkedHashSet<>();
    candidates.add(recorded);
    Path home = Path.of(System.getProperty("user.home", "/"));
    candidates.add(home.resolve(".pyenv/versions/" + version + "/bin/python"));
    for (String name : List.of("python" + minor, "python3", "python")) {
      find(name).ifPresent(candidates::add);
    }
    List<Path> there = new ArrayList<>(candidates);
    there.removeIf(candidate -> !Files.isExecutable(candidate));
    return there;
  }
}
