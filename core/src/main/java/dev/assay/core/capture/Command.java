package dev.assay.core.capture;

import java.util.List;
import java.util.Map;

/**
 * What was invoked.
 *
 * @param argv argument by argument, credentials masked
 * @param folder the working folder
 * @param stdin {@code terminal}, {@code file}, {@code pipe} or {@code none}
 * @param context who invoked it: variables of a CI system or a scheduler
 */
public record Command(List<String> argv, String folder, String stdin, Map<String, String> context) {
  public Command {
    argv = List.copyOf(argv);
    context = Map.copyOf(context);
  }
}
