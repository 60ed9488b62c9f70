package dev.assay.repro.environment;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.capture.Environment;
import dev.assay.repro.document.DocumentMapper;
import dev.assay.repro.process.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Finds out what an interpreter's environment consists of. The answer is remembered for as long as
 * nothing is installed: installing changes the folders that packages lie in. Thread-safe.
 */
public final class EnvironmentFacts {
  private static final List<String> DECIDING =
      List.of("PYTHONPATH", "PYTHONHOME", "LC_ALL", "LC_NUMERIC", "LC_CTYPE", "LANG", "TZ");
  private static final List<String> LOCK_FILES =
      List.of(
          "requirements.txt",
          "requirements.lock",
          "requirements-lock.txt",
          "uv.lock",
          "poetry.lock",
          "pdm.lock",
          "pylock.toml",
          "Pipfile",
          "Pipfile.lock",
          "conda-lock.yml",
          "environment.yaml",
          "environment.yml",
          "pixi.lock",
          "pixi.toml",
          "pyproject.toml",
          "setup.py",
          "setup.cfg");

  private final Path cache;

  /**
   * @param cache the folder {@code <data>/cache}
   */
  public EnvironmentFacts(Path cache) {
    this.cache = cache.resolve("environment");
  }

  /**
   * Asks the interpreter, or the cache when nothing was installed since.
   *
   * @param interpreter absolute, or a name on the PATH
   * @param script the place of {@code assay_environment.py}
   * @throws Failure UNAVAILABLE when the interpreter does not answer
   */
  public Described describe(String interpreter, Path script, Path workingFolder) {
    Path found = Interpreters.onPath(interpreter);
    Path file = cache.resolve(key(found, script).hex());
    String document =
        Interpreters.isShim(found)
            ? ask(found, script, workingFolder)
            : remembered(file, found)
                .orElseGet(() -> askAndKeep(found, script, workingFolder, file));
    List<String> lockFiles =
        LOCK_FILES.stream()
            .filter(name -> Files.isRegularFile(workingFolder.resolve(name)))
            .toList();
    return described(parsed(document), lockFiles);
  }

  private static Described described(JsonNode document, List<String> lockFiles) {
    return new Described(
        EnvironmentDocument.environment(document, lockFiles),
        EnvironmentDocument.paths(document),
        EnvironmentDocument.modules(document),
        EnvironmentDocument.notes(document));
  }

  private String askAndKeep(Path interpreter, Path script, Path folder, Path file) {
    String document = ask(interpreter, script, folder);
    Digest state = state(parsed(document), interpreter);
    try {
      Files.createDirectories(cache);
      Path draft = Files.createTempFile(cache, "environment", ".new");
      try {
        Files.writeString(draft, state + "\n" + document);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      return document; // no room for a cache: the next time the interpreter is asked again
    }
    return document;
  }

  private static String ask(Path interpreter, Path script, Path folder) {
    Program.Answer answer =
        Program.of(folder, List.of(interpreter.toString(), "-B", script.toString()))
            .with("ASSAY_SPOOL", Optional.empty())
            .ask();
    if (!answer.isDone()) {
      throw Failure.unavailable(
          "'" + interpreter + "' does not describe its environment: " + lastLine(answer.error()));
    }
    return answer.text();
  }

  private static String lastLine(String text) {
    return text.lines().reduce((_, last) -> last).orElse("it says nothing");
  }

  private static JsonNode parsed(String document) {
    try {
      return DocumentMapper.JSON.readTree(document);
    } catch (JacksonException e) {
      throw Failure.unavailable(
          "the interpreter's description is no JSON: " + e.getOriginalMessage());
    }
  }

  private static Digest key(Path interpreter, Path script) {
    StringBuilder key = new StringBuilder(interpreter.toString());
    DECIDING.forEach(name -> key.append('\0').append(System.getenv().getOrDefault(name, "")));
    try {
      key.append('\0').append(Digest.of(Files.readAllBytes(script)));
    } catch (IOException e) {
      throw Failure.notFound("there is no " + script);
    }
    return Digest.of(key.toString());
  }

  private static Optional<String> remembered(Path file, Path interpreter) {
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      int end = text.indexOf('\n');
      String document = text.substring(end + 1);
      boolean isCurrent =
          end > 0 && state(parsed(document), interpreter).hex().equals(text.substring(0, end));
      return isCurrent ? Optional.of(document) : Optional.empty();
    } catch (IOException | Failure e) {
      return Optional.empty();
    }
  }

  /** The folders that packages are installed into, as they are now. */
  private static Digest state(JsonNode document, Path interpreter) {
    TreeSet<String> places = new TreeSet<>();
    JsonNode python = document.path("python");
    python.path("searchPath").forEach(each -> places.add(each.asString("")));
    python.path("paths").forEach(each -> places.add(each.asString("")));
    String prefix = python.path("prefix").asString("");
    places.addAll(List.of(interpreter.toString(), prefix + "/conda-meta", prefix + "/lib"));
    StringBuilder state = new StringBuilder();
    for (String place : places) {
      state.append(place).append('\0').append(facts(place)).append('\0');
    }
    return Digest.of(state.toString());
  }

  private static String facts(String place) {
    try {
      return place.isEmpty()
          ? ""
          : Files.readAttributes(Path.of(place), "unix:ino,ctime,lastModifiedTime").toString();
    } catch (IOException e) {
      return "none";
    }
  }

  /**
   * The environment, {@code imported} still empty.
   *
   * @param modules the distribution that each importable name comes from
   * @param notes what could not be found out
   */
  public record Described(
      Environment environment,
      EnvironmentPaths paths,
      Map<String, String> modules,
      List<String> notes) {
    public Described {
      modules = Map.copyOf(modules);
      notes = List.copyOf(notes);
    }

    /** With the distributions that the imported modules, by their dotted names, come from. */
    public Environment importing(Collection<String> imported) {
      List<String> distributions =
          imported.stream()
              .map(name -> name.split("\\.")[0])
              .distinct()
              .map(modules::get)
              .filter(Objects::nonNull)
              .distinct()
              .sorted()
              .toList();
      return EnvironmentDocument.importing(environment, distributions);
    }
  }
}
