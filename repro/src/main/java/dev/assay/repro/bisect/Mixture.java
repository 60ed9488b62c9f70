package dev.assay.repro.bisect;

import dev.assay.core.Digest;
import dev.assay.core.capture.Capture;
import dev.assay.core.capture.Command;
import dev.assay.core.capture.DataFile;
import dev.assay.core.capture.Environment;
import dev.assay.core.capture.Randomness;
import dev.assay.core.capture.Source;
import dev.assay.core.capture.Variable;
import dev.assay.repro.rerun.Recipe;
import dev.assay.repro.rerun.SourceOverlay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A with some of its differences from B taken over from B.
 *
 * @param inSource paths that differ between the two source snapshots; data among them comes from
 *     there
 */
record Mixture(Capture a, Capture b, List<Factor> all, Set<String> inSource, Set<Factor> taken) {

  /** The same for the same mixture of the same two captures, whoever asks. */
  Digest key() {
    TreeSet<String> keys = new TreeSet<>();
    taken.forEach(factor -> keys.add(factor.key()));
    return Digest.of(a.execution() + "\n" + b.execution() + "\n" + String.join("\n", keys));
  }

  /** Of a plain repeat. */
  static Digest repeatKey(Capture capture, int number) {
    return Digest.of("repeat " + number + " of " + capture.execution());
  }

  List<String> text() {
    return taken.stream().map(Factor::text).sorted().toList();
  }

  Recipe recipe() {
    return new Recipe(capture(), params(), Map.of(), seed(), false, overlay(), text());
  }

  private boolean isDataInSource(Factor factor) {
    return factor.kind() == Factor.Kind.DATA && inSource.contains(factor.name());
  }

  private boolean takes(Factor.Kind kind, String name) {
    return taken.stream().anyMatch(one -> one.kind() == kind && one.name().equals(name));
  }

  private Capture capture() {
    return new Capture(
        a.format(),
        a.execution(),
        command(),
        a.source(),
        environment(),
        variables(),
        a.params(),
        data(),
        a.hosts(),
        new Randomness(List.of(), List.of(), a.randomness().settings()),
        a.hardware(),
        a.outcome(),
        a.parts(),
        a.findings());
  }

  /** B's words behind A's interpreter, with B's place of the source read as A's. */
  private Command command() {
    if (!takes(Factor.Kind.COMMAND, "")) {
      return a.command();
    }
    List<String> words = new ArrayList<>(b.command().argv());
    String rootOfA = a.source().map(Source::root).orElse("");
    String rootOfB = b.source().map(Source::root).orElse("");
    if (!rootOfA.isEmpty() && !rootOfB.isEmpty()) {
      words.replaceAll(word -> word.replace(rootOfB, rootOfA));
    }
    if (a.environment().isPresent() && !words.isEmpty()) {
      words.set(0, a.command().argv().getFirst());
    }
    return new Command(words, a.command().folder(), a.command().stdin(), a.command().context());
  }

  /** Values that the command line taken does not already have. */
  private Map<String, String> params() {
    boolean isCommandOfB = takes(Factor.Kind.COMMAND, "");
    Map<String, String> params = new LinkedHashMap<>();
    for (Factor factor : all) {
      if (factor.kind() == Factor.Kind.PARAMETER && taken.contains(factor) != isCommandOfB) {
        String value = taken.contains(factor) ? factor.b() : factor.a();
        String root = a.source().map(Source::root).orElse("<folder>");
        params.put(factor.name(), value.replace("<folder>", root));
      }
    }
    return params;
  }

  private Optional<String> seed() {
    return Factors.seed(takes(Factor.Kind.SEED, "") ? b : a);
  }

  private Optional<Environment> environment() {
    if (a.environment().isEmpty() || b.environment().isEmpty()) {
      return a.environment();
    }
    Environment base = a.environment().get();
    Environment other = b.environment().get();
    Map<String, Environment.Distribution> packages = new TreeMap<>(Factors.byName(base));
    Map<String, Environment.Distribution> others = Factors.byName(other);
    for (Factor factor : taken) {
      if (factor.kind() == Factor.Kind.PACKAGE) {
        packages.remove(factor.name());
        Optional.ofNullable(others.get(factor.name()))
            .ifPresent(some -> packages.put(factor.name(), some));
      }
    }
    return Optional.of(
        new Environment(
            takes(Factor.Kind.INTERPRETER, "python") ? other.python() : base.python(),
            List.copyOf(packages.values()),
            base.imported(),
            base.conda(),
            base.lockFiles(),
            base.system(),
            base.container(),
            base.nativeLibraries()));
  }

  private List<Variable> variables() {
    Map<String, Variable> byName = new LinkedHashMap<>();
    a.variables().forEach(variable -> byName.put(variable.name(), variable));
    for (Factor factor : taken) {
      if (factor.kind() == Factor.Kind.VARIABLE) {
        byName.remove(factor.name());
        b.variables().stream()
            .filter(variable -> variable.name().equals(factor.name()))
            .forEach(variable -> byName.put(variable.name(), variable));
      }
    }
    return List.copyOf(byName.values());
  }

  /** A's files, B's where they are taken, and what only B read, in case a parameter names it. */
  private List<DataFile> data() {
    Map<String, DataFile> files = new LinkedHashMap<>(Factors.byPlace(a));
    for (Map.Entry<String, DataFile> entry : Factors.byPlace(b).entrySet()) {
      DataFile before = files.get(entry.getKey());
      if (before == null) {
        files.put(entry.getKey(), moved(entry.getValue(), entry.getKey()));
      } else if (takes(Factor.Kind.DATA, entry.getKey())) {
        files.remove(entry.getKey());
        if (inSource.contains(entry.getKey())) {
          continue;
        }
        files.put(entry.getKey(), at(entry.getValue(), before.path()));
      }
    }
    return List.copyOf(files.values());
  }

  private DataFile moved(DataFile file, String place) {
    Optional<String> root = a.source().map(Source::root);
    boolean isBelow =
        b.source().filter(some -> file.path().startsWith(some.root() + "/")).isPresent();
    return isBelow && root.isPresent() ? at(file, root.get() + "/" + place) : file;
  }

  private static DataFile at(DataFile file, String path) {
    return new DataFile(
        path, file.name(), file.sha256(), file.bytes(), file.isKept(), file.etag(), file.note());
  }

  private Optional<SourceOverlay> overlay() {
    Set<String> paths = new HashSet<>();
    Map<String, Set<Integer>> hunks = new HashMap<>();
    for (Factor factor : taken) {
      if (factor.kind() == Factor.Kind.FILE && factor.isHunk()) {
        hunks.computeIfAbsent(factor.name(), path -> new HashSet<>()).add(factor.part());
      } else if (factor.kind() == Factor.Kind.FILE || isDataInSource(factor)) {
        paths.add(factor.name());
      }
    }
    if (paths.isEmpty() && hunks.isEmpty()) {
      return Optional.empty();
    }
    return b.source().map(source -> new SourceOverlay(source.manifest(), paths, hunks));
  }
}
