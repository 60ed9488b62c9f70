package dev.assay.repro.environment;

import dev.assay.core.Digest;
import dev.assay.core.capture.Environment;
import dev.assay.core.capture.Environment.Distribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What decides whether two environments are the same: interpreter, machine, and every package with
 * version and origin. Not what was installed editable: that comes with the source.
 */
final class EnvironmentLock {
  private static final Set<String> INSTALLERS = Set.of("pip", "uv", "setuptools", "wheel");

  private EnvironmentLock() {}

  static Digest of(Environment environment) {
    return Digest.of(head(environment) + lines(environment, false));
  }

  /** With the very contents of what no index has. */
  static Digest withContents(Environment environment) {
    return Digest.of(head(environment) + lines(environment, true));
  }

  private static String head(Environment environment) {
    return String.join(
        "\n",
        environment.python().implementation(),
        environment.python().version(),
        environment.system().machine(),
        environment.system().libc(),
        "");
  }

  private static String lines(Environment environment, boolean withContents) {
    return environment.distributions().stream()
        .filter(each -> !each.origin().equals("editable"))
        .map(each -> line(each) + (withContents ? each.kept().map(Digest::hex).orElse("") : ""))
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  private static String line(Distribution each) {
    boolean isElsewhere = Set.of("url", "vcs", "local").contains(each.origin());
    String origin =
        isElsewhere ? each.origin() + " " + each.url().orElse("") + each.commit().orElse("") : "";
    return normal(each.name()) + "==" + each.version() + " " + origin + " ";
  }

  /** Names are the same whatever their case and dashes. */
  static String normal(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
  }

  /** Package by package; each begins with the name. Tools that install do not count. */
  static List<String> differences(Environment expected, Environment found) {
    Map<String, String> versions = versions(found);
    List<String> differences = new ArrayList<>();
    versions(expected)
        .forEach(
            (name, version) -> {
              String now = versions.get(name);
              if (now == null) {
                differences.add(name + " " + version + " is missing");
              } else if (!now.equals(version)) {
                differences.add(name + " is " + now + " instead of " + version);
              }
            });
    return differences;
  }

  private static Map<String, String> versions(Environment environment) {
    Map<String, String> versions = new TreeMap<>();
    for (Distribution each : environment.distributions()) {
      if (!each.origin().equals("editable") && !INSTALLERS.contains(normal(each.name()))) {
        versions.put(normal(each.name()), each.version());
      }
    }
    return versions;
  }

  static boolean isInstaller(Distribution each) {
    return INSTALLERS.contains(normal(each.name()));
  }
}
