package dev.assay.repro.spool;

import dev.assay.core.Failure;
import dev.assay.core.capture.Parameter;
import dev.assay.core.capture.Randomness;
import dev.assay.repro.document.DocumentMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Follows what the hooks of all Python processes write, into {@link Notes}. Not thread-safe. */
public final class HookReader {
  private static final int READ_BYTES_MAX = 8 * 1024 * 1024;

  private final Path folder;
  private final Notes notes;
  private final Secrets secrets;
  private final Map<Path, Long> positions = new HashMap<>();
  private final Set<String> ofLibraries = new HashSet<>();

  public HookReader(Path folder, Notes notes, Secrets secrets) {
    this.folder = folder;
    this.notes = notes;
    this.secrets = secrets;
  }

  /** Reads all whole lines that are new. */
  public void read() {
    for (Path file : files()) {
      try {
        while (read(file)) {
          // until nothing whole is left
        }
      } catch (IOException e) {
        notes.error("what a process noted cannot be read: " + e.getMessage());
      }
    }
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw Failure.unavailable("the notes of the program cannot be read: " + e.getMessage(), e);
    }
  }

  private boolean read(Path file) throws IOException {
    long position = positions.getOrDefault(file, 0L);
    ByteBuffer bytes;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = Math.min(READ_BYTES_MAX, channel.size() - position);
      bytes = ByteBuffer.allocate((int) Math.max(0, size));
      while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) >= 0) {
        // on to the end
      }
    }
    int end = lines(String.valueOf(file.getFileName()), bytes.array(), bytes.position());
    positions.put(file, position + end);
    return end > 0;
  }

  private int lines(String file, byte[] bytes, int length) {
    int start = 0;
    for (int at = 0; at < length; at++) {
      if (bytes[at] == '\n') {
        line(file, bytes, start, at - start);
        start = at + 1;
      }
    }
    return start;
  }

  private void line(String file, byte[] bytes, int offset, int length) {
    try {
      note(file, DocumentMapper.JSON.readTree(bytes, offset, length));
    } catch (JacksonException e) {
      notes.error("a note of a process is damaged");
    }
  }

  private void note(String file, JsonNode note) {
    switch (note.path("kind").asString("")) {
      case "start" -> started(file, note);
      case "read" -> notes.read(note.path("path").asString(""));
      case "write" -> notes.written(note.path("path").asString(""));
      case "connect" -> notes.host(host(note));
      case "spawn" -> notes.program(note.path("argv").path(0).asString(""));
      case "seed" -> seeded(note);
      case "unseeded" -> notes.unseeded(owned(note));
      case "setting" ->
          notes.setting(note.path("name").asString(""), note.path("value").asString(""));
      case "param" -> configured(file, note);
      case "variable" ->
          notes.variable(
              note.path("name").asString(""), note.path("by").asString("").equals("script"));
      case "blind" -> notes.blind(note.path("library").asString(""), note.has("path"));
      case "libraries" -> note.path("paths").forEach(path -> notes.library(path.asString("")));
      case "modules" ->
          note.path("modules")
              .forEach(
                  module -> notes.module(module.path(0).asString(""), module.path(1).asString("")));
      case "error" ->
          notes.error(
              secrets.mask(
                  note.path("what").asString("") + ": " + note.path("problem").asString("")));
      case "end" -> notes.ended(file);
      default -> {} // a newer hook notes more than this version knows
    }
  }

  private static boolean isOfLibrary(JsonNode argv) {
    return argv.valueStream()
        .skip(1)
        .map(JsonNode::asString)
        .filter(part -> !part.startsWith("-"))
        .findFirst()
        .filter(part -> part.contains("/site-packages/") || part.contains("/dist-packages/"))
        .isPresent();
  }

  private void started(String file, JsonNode note) {
    if (isOfLibrary(note.path("argv"))) {
      ofLibraries.add(file);
    }
    notes.process(
        file,
        new Notes.PythonProcess(
            note.path("pid").asLong(0),
            note.path("executable").asString(""),
            note.path("version").asString(""),
            note.path("prefix").asString(""),
            false));
    String hashSeed = note.path("hashSeed").asString("");
    if (!hashSeed.isEmpty()) {
      notes.setting("PYTHONHASHSEED", hashSeed);
    }
  }

  private void seeded(JsonNode note) {
    notes.seed(
        new Randomness.Seed(
            owned(note),
            note.path("value").asString(""),
            note.path("source").asString("").equals("assay") ? "assay" : "program"));
  }

  /** What a library's own helper programs are configured with says nothing about the command. */
  private void configured(String file, JsonNode note) {
    if (ofLibraries.contains(file)) {
      return;
    }
    String name = note.path("name").asString("");
    String origin = note.path("source").asString("");
    notes.param(
        new Parameter(
            name,
            secrets.mask(name, note.path("value").asString("")),
            type(note.path("type").asString("")),
            origin));
  }

  /** The library, and the generator or estimator when it belongs to one. */
  private static String owned(JsonNode note) {
    String library = note.path("library").asString("");
    String owner = note.path("owner").asString("");
    return owner.isEmpty() ? library : library + " " + owner;
  }

  /** The hook gives Python's own names of types. */
  private static String type(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "int" -> "int";
      case "float" -> "float";
      case "bool" -> "bool";
      case "nonetype", "null" -> "null";
      case "list", "tuple", "set" -> "list";
      default -> "text";
    };
  }

  private static String host(JsonNode note) {
    String host = note.path("host").asString("");
    return note.has("port") ? host + ":" + note.path("port").asString("") : host;
  }
}
