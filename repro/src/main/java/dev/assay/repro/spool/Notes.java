package dev.assay.repro.spool;

import dev.assay.core.capture.Parameter;
import dev.assay.core.capture.Randomness;
import dev.assay.repro.data.FileUse;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the hook noted in all processes of an execution, so far. Not thread-safe. */
public final class Notes {
  /** One Python process. */
  public record PythonProcess(
      long pid, String executable, String version, String prefix, boolean hasEnded) {}

  private final Map<String, PythonProcess> processes = new LinkedHashMap<>();
  private final List<FileUse> uses = new ArrayList<>();
  private final Set<FileUse> known = new HashSet<>();
  private final Set<String> seen = new HashSet<>();
  private final Set<String> written = new LinkedHashSet<>();
  private final Set<String> readFirst = new LinkedHashSet<>();
  private final Set<String> hosts = new TreeSet<>();
  private final Set<Randomness.Seed> seeds = new LinkedHashSet<>();
  private final Set<String> unseeded = new TreeSet<>();
  private final Map<String, String> settings = new TreeMap<>();
  private final Map<String, Parameter> params = new LinkedHashMap<>();
  private final Set<String> variables = new TreeSet<>();
  private final Map<String, String> modules = new TreeMap<>();
  private final Set<String> programs = new TreeSet<>();
  private final Set<String> errors = new LinkedHashSet<>();
  private final Map<String, Boolean> blind = new TreeMap<>();
  private final Set<String> libraries = new TreeSet<>();
  private final Set<String> ownVariables = new TreeSet<>();

  public void process(String file, PythonProcess process) {
    processes.put(file, process);
  }

  public void ended(String file) {
    processes.computeIfPresent(
        file,
        (name, process) ->
            new PythonProcess(
                process.pid(), process.executable(), process.version(), process.prefix(), true));
  }

  public void read(String path) {
    use(new FileUse(FileUse.Kind.READ, path));
    if (!written.contains(path)) {
      readFirst.add(path);
    }
  }

  public void written(String path) {
    use(new FileUse(FileUse.Kind.WRITE, path));
    written.add(path);
  }

  private void use(FileUse use) {
    if (known.add(use)) {
      uses.add(use);
    }
  }

  public void host(String host) {
    hosts.add(host);
  }

  public void seed(Randomness.Seed seed) {
    seeds.add(seed);
  }

  public void unseeded(String library) {
    unseeded.add(library);
  }

  public void setting(String name, String value) {
    settings.put(name, value);
  }

  /** The first value of a name stays: it is what the program was started with. */
  public void param(Parameter param) {
    params.putIfAbsent(param.name(), param);
  }

  public void variable(String name, boolean isByScript) {
    variables.add(name);
    if (isByScript) {
      ownVariables.add(name);
    }
  }

  /** A library with readers of its own; each file it is known to have opened is noted as read. */
  public void blind(String library, boolean isPathKnown) {
    blind.merge(library, isPathKnown, Boolean::logicalAnd);
  }

  /** A shared library that was loaded. */
  public void library(String path) {
    libraries.add(path);
  }

  public void module(String name, String path) {
    modules.put(name, path);
  }

  public void program(String name) {
    programs.add(name);
  }

  public void error(String message) {
    errors.add(message);
  }

  public Map<String, PythonProcess> processes() {
    return processes;
  }

  /** Files read that the program had not written before. */
  public Set<String> readFirst() {
    return readFirst;
  }

  /**
   * What was done with files, in order, each once; without the reading of files that nobody has
   * seen: programs look for many that do not exist.
   */
  public List<FileUse> uses() {
    return uses.stream()
        .filter(use -> use.kind() != FileUse.Kind.READ || exists(use.path()))
        .toList();
  }

  private boolean exists(String path) {
    if (seen.contains(path)) {
      return true;
    }
    try {
      return Files.exists(Path.of(path));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** The file was there when its reading was noted. */
  public void seen(String path) {
    seen.add(path);
  }

  public Set<String> hosts() {
    return hosts;
  }

  public Set<Randomness.Seed> seeds() {
    return seeds;
  }

  /** Libraries that drew numbers unseeded. */
  public Set<String> unseeded() {
    return unseeded;
  }

  public Map<String, String> settings() {
    return settings;
  }

  public Map<String, Parameter> params() {
    return params;
  }

  /** Variables the program asked for. */
  public Set<String> variables() {
    return variables;
  }

  /** Variables that the program's own code asked for. */
  public Set<String> ownVariables() {
    return ownVariables;
  }

  /** Libraries that may have opened files unseen. */
  public List<String> blind() {
    return blind.entrySet().stream()
        .filter(entry -> !entry.getValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  public Set<String> libraries() {
    return libraries;
  }

  /** Imported modules and their files. */
  public Map<String, String> modules() {
    return modules;
  }

  /** Other programs that were started. */
  public Set<String> programs() {
    return programs;
  }

  public Set<String> errors() {
    return errors;
  }

  public boolean hasPython() {
    return !processes.isEmpty();
  }
}
