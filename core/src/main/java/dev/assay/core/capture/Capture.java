package dev.assay.core.capture;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that one execution depended on and what came of it.
 *
 * @param format of this document; a reader refuses a higher one
 * @param source absent when no source could be captured
 * @param environment absent when the command is not a Python program
 * @param params what the program was configured with, seen at its command line
 * @param data the files it read that are neither source nor environment
 * @param parts how complete each part is
 * @param findings what a person should know, most important first
 */
public record Capture(
    int format,
    String execution,
    Command command,
    Optional<Source> source,
    Optional<Environment> environment,
    List<Variable> variables,
    List<Parameter> params,
    List<DataFile> data,
    List<String> hosts,
    Randomness randomness,
    Hardware hardware,
    Outcome outcome,
    Map<Part, Completeness> parts,
    List<Finding> findings) {
  public static final int FORMAT = 1;

  public Capture {
    variables = List.copyOf(variables);
    params = List.copyOf(params);
    data = List.copyOf(data);
    hosts = List.copyOf(hosts);
    parts = Map.copyOf(parts);
    findings = List.copyOf(findings);
  }
}
