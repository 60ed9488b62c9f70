package dev.assay.repro.rerun;

import dev.assay.core.capture.Capture;
import dev.assay.core.capture.Environment;
import dev.assay.core.capture.Source;
import dev.assay.repro.document.DocumentMapper;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The command of a recipe as it is to be started.
 *
 * @param overrides params that are not in the command line; the hook puts them in
 */
record Invocation(
    List<String> argv,
    Path folder,
    Map<String, String> environment,
    Map<String, String> overrides) {
  private static final Pattern PYTHON = Pattern.compile("(?:python|pypy)[0-9.]*t?");
  private static final String SEARCH_PATH = "PYTHONPATH";
  private static final String OVERRIDES = "ASSAY_PARAM_OVERRIDES";

  /** An interpreter to run with, and what goes in front of its search path. */
  record Interpreter(Path python, List<Path> searchPath) {}

  static Invocation of(
      Recipe recipe,
      Path root,
      Optional<Interpreter> interpreter,
      Places places,
      Map<String, String> present) {
    Capture capture = recipe.capture();
    List<String> argv = new ArrayList<>(places.now(capture.command().argv()));
    interpreter.ifPresent(
        some -> argv.set(0, program(capture, capture.command().argv().getFirst(), some)));
    Map<String, String> overrides = new LinkedHashMap<>();
    for (Map.Entry<String, String> param : new TreeMap<>(recipe.params()).entrySet()) {
      Optional<List<String>> changed =
          Arguments.with(List.copyOf(argv), param.getKey(), places.now(param.getValue()));
      if (changed.isPresent()) {
        argv.clear();
        argv.addAll(changed.get());
      } else {
        overrides.put(param.getKey(), places.now(param.getValue()));
      }
    }
    Path folder = root.resolve(capture.source().map(Source::folder).orElse(""));
    return new Invocation(
        List.copyOf(argv),
        folder,
        environment(capture, interpreter, places, overrides, present),
        overrides);
  }

  static boolean isPython(String program) {
    return PYTHON.matcher(program.substring(program.lastIndexOf('/') + 1)).matches();
  }

  /** The interpreter itself, or a program of the same name beside it when it was of the old one. */
  private static String program(Capture capture, String before, Interpreter interpreter) {
    if (isPython(before)) {
      return interpreter.python().toString();
    }
    String prefix =
        capture.environment().map(Environment::python).map(Environment.Python::prefix).orElse("");
    boolean isOfEnvironment = prefix.length() > 1 && before.startsWith(prefix + "/bin/");
    return isOfEnvironment
        ? interpreter
            .python()
            .resolveSibling(before.substring(before.lastIndexOf('/') + 1))
            .toString()
        : before;
  }

  private static Map<String, String> environment(
      Capture capture,
      Optional<Interpreter> interpreter,
      Places places,
      Map<String, String> overrides,
      Map<String, String> present) {
    Map<String, String> environment = new TreeMap<>(present);
    environment
        .keySet()
        .removeIf(
            name ->
                name.startsWith("ASSAY_")
                    || Variables.DECISIVE.contains(name)
                    || name.equals("MLFLOW_TRACKING_URI")
                    || name.equals("MLFLOW_RUN_ID")
                    || name.equals("PYTHONHOME")
                    || name.equals(SEARCH_PATH));
    Variables.of(capture).forEach((name, value) -> environment.put(name, places.now(value)));
    List<String> searchPath = new ArrayList<>();
    interpreter.ifPresent(
        some -> {
          some.searchPath().forEach(path -> searchPath.add(path.toString()));
          environment.merge(
              "PATH",
              String.valueOf(some.python().getParent()),
              (path, bin) -> bin + File.pathSeparator + path);
          environment.remove("VIRTUAL_ENV");
        });
    searchPath.addAll(searchPath(capture, places));
    if (!searchPath.isEmpty()) {
      environment.put(SEARCH_PATH, String.join(File.pathSeparator, searchPath));
    }
    if (!overrides.isEmpty()) {
      environment.put(OVERRIDES, DocumentMapper.JSON.writeValueAsString(overrides));
    }
    return environment;
  }

  /** What the original had on its search path, where it lies now. */
  private static List<String> searchPath(Capture capture, Places places) {
    return capture.variables().stream()
        .filter(variable -> variable.name().equals(SEARCH_PATH))
        .flatMap(variable -> variable.value().stream())
        .flatMap(value -> Arrays.stream(value.split(File.pathSeparator)))
        .filter(path -> !path.isEmpty())
        .map(places::now)
        .toList();
  }
}
