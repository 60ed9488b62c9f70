package dev.assay.repro.execute;

import dev.assay.repro.spool.Invocation.Recording;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a person wants to have run.
 *
 * @param argv the command, argument by argument
 * @param folder the working folder
 * @param environment the variables the command gets, before those that record it are added
 * @param project where the run goes when the command names no project itself
 * @param name of the main run
 * @param tags for the main run
 * @param rerunOf the execution it repeats
 * @param console what happens to what the command prints
 */
public record Order(
    List<String> argv,
    Path folder,
    Map<String, String> environment,
    Optional<String> project,
    Optional<String> name,
    Map<String, String> tags,
    Optional<String> rerunOf,
    Recording recording,
    Console console) {
  public Order {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
    tags = Map.copyOf(tags);
  }

  /** The order of a person, who sees what the command prints. */
  public Order(
      List<String> argv,
      Path folder,
      Map<String, String> environment,
      Optional<String> project,
      Optional<String> name,
      Map<String, String> tags,
      Optional<String> rerunOf,
      Recording recording) {
    this(argv, folder, environment, project, name, tags, rerunOf, recording, Console.SHOWN);
  }

  /** What happens to what the command prints; it is recorded in any case. */
  public enum Console {
    SHOWN,
    /** Standard output belongs to a document. */
    ON_STANDARD_ERROR,
    HIDDEN
  }

  /** The same without the system's tracer. */
  Order untraced() {
    return new Order(argv, folder, environment, project, name, tags, rerunOf, recording.untraced());
  }

  /** The plain wish to run a command here. */
  public static Order of(List<String> argv) {
    return new Order(
        argv,
        Path.of("").toAbsolutePath(),
        CallerEnvironment.variables(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Recording.PLAIN);
  }
}
