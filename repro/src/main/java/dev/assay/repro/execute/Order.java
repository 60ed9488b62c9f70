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
 */
public record Order(
    List<String> argv,
    Path folder,
    Map<String, String> environment,
    Optional<String> project,
    Optional<String> name,
    Map<String, String> tags,
    Optional<String> rerunOf,
    Recording recording) {
  public Order {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
    tags = Map.copyOf(tags);
  }

  /** The plain wish to run a command here. */
  public static Order of(List<String> argv) {
    return new Order(
        argv,
        Path.of("").toAbsolutePath(),
        System.getenv(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Recording.PLAIN);
  }
}
