package dev.assay.cli;

import picocli.CommandLine.Option;

/** How a command finds its server, and whether a script reads its answer. */
final class AnswerOptions extends ServerOptions {
  @Option(names = "--json", description = "print one JSON document")
  private boolean json;

  boolean json() {
    return json;
  }
}
