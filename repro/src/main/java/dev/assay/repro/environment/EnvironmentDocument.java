package dev.assay.repro.environment;

import dev.assay.core.capture.Environment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads what {@code assay_environment.py} prints. */
final class EnvironmentDocument {
  private EnvironmentDocument() {}

  static Environment environment(JsonNode document, List<String> lockFiles) {
    return new Environment(
        python(document.path("python")),
        distributions(document.path("distributions")),
        List.of(),
        conda(document.path("conda")),
        lockFiles,
        platform(document.path("system")),
        container(document.path("container")),
        libraries(document));
  }

  static Environment importing(Environment environment, List<String> distributions) {
    return new Environment(
        environment.python(),
        environment.distributions(),
        distributions,
        environment.conda(),
        environment.lockFiles(),
        environment.system(),
        environment.container(),
        environment.nativeLibraries());
  }

  static EnvironmentPaths paths(JsonNode document) {
    Set<Path> folders = new HashSet<>();
    JsonNode python = document.path("python");
    for (String name : List.of("prefix", "basePrefix")) {
      add(folders, text(python, name));
    }
    python.path("paths").forEach(path -> add(folders, path.asString("")));
    return new EnvironmentPaths(folders);
  }

  private static void add(Set<Path> folders, String path) {
    if (path.length() > 1) { // never the whole machine
      folders.add(Path.of(path));
    }
  }

  static Map<String, String> modules(JsonNode document) {
    Map<String, String> modules = new HashMap<>();
    for (JsonNode each : document.path("distributions")) {
      each.path("topLevel")
          .forEach(name -> modules.putIfAbsent(name.asString(""), text(each, "name")));
    }
    return modules;
  }

  static List<String> notes(JsonNode document) {
    List<String> notes = new ArrayList<>();
    for (JsonNode each : document.path("distributions")) {
      if (text(each, "origin").equals("unknown")) {
        notes.add("where " + text(each, "name") + " came from is not known");
      }
    }
    return notes;
  }

  private static Environment.Python python(JsonNode python) {
    return new Environment.Python(
        text(python, "version"),
        text(python, "implementation"),
        text(python, "build"),
        text(python, "executable"),
        text(python, "prefix"),
        python.path("isVirtual").asBoolean(false));
  }

  private static List<Environment.Distribution> distributions(JsonNode all) {
    List<Environment.Distribution> distributions = new ArrayList<>();
    for (JsonNode each : all) {
      distributions.add(
          new Environment.Distribution(
              text(each, "name"),
              text(each, "version"),
              origin(each),
              origin(each).equals("conda") ? Optional.empty() : url(each),
              some(each, "commit"),
              Optional.empty()));
    }
    return distributions;
  }

  /** What conda installed says that it came from a folder of the machine that built it. */
  private static String origin(JsonNode distribution) {
    boolean isBuiltElsewhere =
        text(distribution, "origin").equals("local")
            && text(distribution, "installer").equals("conda");
    return isBuiltElsewhere ? "conda" : text(distribution, "origin");
  }

  /** As pip takes it: with the version control system in front, the folder in it behind. */
  private static Optional<String> url(JsonNode distribution) {
    String vcs = text(distribution, "vcs");
    String below = text(distribution, "subdirectory");
    return some(distribution, "url")
        .map(url -> vcs.isEmpty() ? url : vcs + "+" + url)
        .map(url -> below.isEmpty() ? url : url + "#subdirectory=" + below);
  }

  private static Optional<Environment.Conda> conda(JsonNode conda) {
    if (!conda.isObject()) {
      return Optional.empty();
    }
    List<Map<String, String>> packages = new ArrayList<>();
    for (JsonNode each : conda.path("packages")) {
      Map<String, String> members = new HashMap<>();
      each.properties()
          .forEach(member -> members.put(member.getKey(), member.getValue().asString("")));
      packages.add(Map.copyOf(members));
    }
    return Optional.of(new Environment.Conda(text(conda, "prefix"), packages));
  }

  private static Environment.Platform platform(JsonNode system) {
    return new Environment.Platform(
        text(system, "system"),
        text(system, "release"),
        text(system, "machine"),
        text(system, "distribution"),
        text(system, "libc"),
        text(system, "locale"),
        text(system, "encoding"));
  }

  private static Optional<Environment.Container> container(JsonNode container) {
    if (!container.isObject()) {
      return Optional.empty();
    }
    String image = text(container, "image");
    String digest = text(container, "digest");
    String whole = digest.isEmpty() || image.contains("@") ? image : image + "@" + digest;
    return Optional.of(new Environment.Container(text(container, "kind"), whole));
  }

  private static List<Environment.NativeLibrary> libraries(JsonNode document) {
    List<Environment.NativeLibrary> libraries = new ArrayList<>();
    for (JsonNode each : document.path("nativeLibraries")) {
      libraries.add(
          new Environment.NativeLibrary(
              text(each, "name"), text(each, "version"), text(each, "path")));
    }
    document
        .path("cuda")
        .properties()
        .forEach(
            each ->
                libraries.add(
                    new Environment.NativeLibrary(
                        "cuda " + each.getKey(), each.getValue().asString(""), "")));
    return libraries;
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asString("");
  }

  private static Optional<String> some(JsonNode node, String name) {
    return Optional.of(text(node, name)).filter(text -> !text.isEmpty());
  }
}
