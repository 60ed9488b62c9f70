package dev.assay.bench;

import dev.assay.bench.peer.Peer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * What to compare, from the command line.
 *
 * @param only names of scenarios; empty for all of them
 * @param report where to write the tables; a run that is quick or partial never writes there unless
 *     told to
 */
record Options(
    Path root,
    boolean quick,
    Set<String> only,
    Set<Peer.Kind> servers,
    Path report,
    boolean writes) {
  static final String USAGE =
      """
      Usage: bench/run [--quick] [--only NAME,...] [--servers assay,fasttrackml,mlflow] [--report FILE]

        --quick     small sizes, to try things out (does not write the report)
        --only      these scenarios alone (does not write the report): %s
        --servers   these servers alone
        --report    write the tables to this file, also when quick or partial
      """;

  static Options parse(Path root, String[] arguments) {
    boolean quick = false;
    boolean told = false;
    Set<String> only = Set.of();
    Set<Peer.Kind> servers = EnumSet.allOf(Peer.Kind.class);
    Path report = root.resolve("docs/benchmarks.md");
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--quick" -> quick = true;
        case "--only" -> only = names(value(arguments, ++i));
        case "--servers" -> servers = kinds(value(arguments, ++i));
        case "--report" -> {
          report = Path.of(value(arguments, ++i)).toAbsolutePath();
          told = true;
        }
        default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
      }
    }
    boolean whole = !quick && only.isEmpty() && servers.size() == Peer.Kind.values().length;
    return new Options(root, quick, only, servers, report, told || whole);
  }

  private static String value(String[] arguments, int at) {
    if (at >= arguments.length) {
      throw new IllegalArgumentException(arguments[at - 1] + " needs a value");
    }
    return arguments[at];
  }

  private static Set<String> names(String list) {
    return new HashSet<>(Arrays.asList(list.split(",")));
  }

  private static Set<Peer.Kind> kinds(String list) {
    Set<Peer.Kind> kinds = EnumSet.noneOf(Peer.Kind.class);
    for (String name : list.split(",")) {
      kinds.add(Peer.Kind.valueOf(name.toUpperCase(Locale.ROOT)));
    }
    return kinds;
  }
}
