package dev.assay.repro.spool;

import dev.assay.core.capture.Command;
import dev.assay.core.capture.Variable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was invoked and how it is to be recorded; it lies in the spool from before the command
 * starts, so that a later process can deliver what this one could not.
 *
 * @param id of the execution
 * @param command with credentials masked
 * @param kind {@code run} or {@code attach}
 * @param variables of the process environment
 * @param project the runs of a command that logs nothing go here
 * @param name for the main run
 * @param tags for the main run
 * @param rerunOf the execution it repeats
 * @param server the address of the server it is recorded on
 * @param foreignTracking the tracking server the user had named, to which the command logs
 */
public record Invocation(
    String id,
    String kind,
    Command command,
    long startedAtMillis,
    String user,
    String host,
    List<Variable> variables,
    Optional<String> project,
    Optional<String> name,
    Map<String, String> tags,
    Optional<String> rerunOf,
    String server,
    Optional<String> foreignTracking,
    Recording recording) {
  /** Name of the document in the spool. */
  public static final String DOCUMENT = "execution.json";

  public Invocation {
    variables = List.copyOf(variables);
    tags = Map.copyOf(tags);
  }

  /**
   * What is to be recorded.
   *
   * @param inputs declared by the person
   * @param outputs files and folders to upload
   * @param storesData whether the bytes of all inputs are kept
   * @param sourceBytesMax how many bytes of source are taken at most; absent for the default
   * @param seed that all libraries get before the program runs
   */
  public record Recording(
      List<Input> inputs,
      List<String> outputs,
      boolean storesData,
      Optional<Long> sourceBytesMax,
      Optional<Long> seed,
      boolean isDeterministic,
      boolean isAutologged,
      boolean isTraced) {
    public static final Recording PLAIN =
        new Recording(
            List.of(), List.of(), false, Optional.empty(), Optional.empty(), false, false, false);

    /** The same without the system's tracer. */
    public Recording untraced() {
      return new Recording(
          inputs, outputs, storesData, sourceBytesMax, seed, isDeterministic, isAutologged, false);
    }

    public Recording {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  /** An input the person declared: a file, a folder or a URL. */
  public record Input(String place, Optional<String> name) {}
}
