package dev.assay.repro.explain;

import dev.assay.core.capture.Capture;
import dev.assay.core.capture.Environment;
import dev.assay.core.capture.Environment.Distribution;
import dev.assay.core.capture.Environment.NativeLibrary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Packages, imported ones first; the interpreter; native libraries; the system. */
final class EnvironmentDifferences {
  private static final int NUMERIC_PACKAGE = 68;
  private static final int IMPORTED_PACKAGE = 60;
  private static final int OTHER_PACKAGE = 8;
  private static final int INTERPRETER = 55;
  private static final int INTERPRETER_PATCH = 25;
  private static final int NATIVE_LIBRARY = 45;
  private static final int SYSTEM = 12;

  /** Packages that decide numbers. */
  private static final Set<String> NUMERIC =
      Set.of(
          "numpy",
          "scipy",
          "scikit-learn",
          "pandas",
          "torch",
          "tensorflow",
          "keras",
          "jax",
          "jaxlib",
          "xgboost",
          "lightgbm",
          "catboost",
          "statsmodels",
          "transformers");

  private EnvironmentDifferences() {}

  static List<Suspect> of(Capture a, Capture b) {
    if (a.environment().isEmpty() || b.environment().isEmpty()) {
      return List.of();
    }
    Environment before = a.environment().get();
    Environment after = b.environment().get();
    List<Suspect> found = new ArrayList<>();
    packages(before, after, found);
    interpreter(before.python(), after.python(), found);
    libraries(before, after, found);
    system(before, after, found);
    return found;
  }

  private static void packages(Environment a, Environment b, List<Suspect> found) {
    Map<String, String> before = versions(a);
    Map<String, String> after = versions(b);
    Set<String> imported = new HashSet<>();
    a.imported().forEach(name -> imported.add(normal(name)));
    b.imported().forEach(name -> imported.add(normal(name)));
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      String old = before.getOrDefault(name, "");
      String now = after.getOrDefault(name, "");
      if (!old.equals(now)) {
        found.add(packageSuspect(name, old, now, imported.contains(name)));
      }
    }
  }

  private static Suspect packageSuspect(String name, String old, String now, boolean isImported) {
    if (!isImported) {
      return new Suspect(
          Area.ENVIRONMENT, name, old, now, OTHER_PACKAGE, "installed, but never imported");
    }
    return NUMERIC.contains(name)
        ? new Suspect(
            Area.ENVIRONMENT, name, old, now, NUMERIC_PACKAGE, "imported, and it decides numbers")
        : new Suspect(
            Area.ENVIRONMENT, name, old, now, IMPORTED_PACKAGE, "imported by the program");
  }

  private static Map<String, String> versions(Environment environment) {
    Map<String, String> versions = new TreeMap<>();
    for (Distribution distribution : environment.distributions()) {
      String commit = distribution.commit().map(some -> " (" + some + ")").orElse("");
      versions.put(normal(distribution.name()), distribution.version() + commit);
    }
    return versions;
  }

  /** Names as PEP 503 compares them. */
  static String normal(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
  }

  private static void interpreter(Environment.Python a, Environment.Python b, List<Suspect> found) {
    if (!a.version().equals(b.version()) || !a.implementation().equals(b.implementation())) {
      boolean isPatch = minor(a.version()).equals(minor(b.version()));
      found.add(
          new Suspect(
              Area.INTERPRETER,
              "python",
              a.implementation() + " " + a.version(),
              b.implementation() + " " + b.version(),
              isPatch ? INTERPRETER_PATCH : INTERPRETER,
              isPatch ? "another patch release" : "another release of the interpreter"));
    }
  }

  private static String minor(String version) {
    int dot = version.lastIndexOf('.');
    return dot < 0 ? version : version.substring(0, dot);
  }

  private static void libraries(Environment a, Environment b, List<Suspect> found) {
    Map<String, String> before = libraries(a);
    Map<String, String> after = libraries(b);
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      String old = before.getOrDefault(name, "");
      String now = after.getOrDefault(name, "");
      if (!old.equals(now)) {
        found.add(
            new Suspect(
                Area.ENVIRONMENT,
                name,
                old,
                now,
                NATIVE_LIBRARY,
                "a native library that computes"));
      }
    }
  }

  private static Map<String, String> libraries(Environment environment) {
    return environment.nativeLibraries().stream()
        .collect(
            Collectors.toMap(
                NativeLibrary::name, NativeLibrary::version, (a, b) -> a, TreeMap::new));
  }

  private static void system(Environment a, Environment b, List<Suspect> found) {
    String before = system(a.system());
    String after = system(b.system());
    if (!before.equals(after)) {
      found.add(
          new Suspect(Area.HARDWARE, "system", before, after, SYSTEM, "another operating system"));
    }
  }

  private static String system(Environment.Platform platform) {
    return "%s %s %s %s"
        .formatted(
            platform.distribution(), platform.release(), platform.machine(), platform.libc());
  }
}
