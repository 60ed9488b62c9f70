package dev.assay.repro.source;

import dev.assay.repro.files.FileNames;
import dev.assay.repro.process.Program;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The git program in one folder; it writes nothing, asks nobody and fetches nothing. */
final class Git {
  /** What a surrounding git call leaves behind, so that this one would see another repository. */
  private static final List<String> STRAY =
      List.of(
          "GIT_DIR",
          "GIT_WORK_TREE",
          "GIT_INDEX_FILE",
          "GIT_PREFIX",
          "GIT_COMMON_DIR",
          "GIT_OBJECT_DIRECTORY",
          "GIT_NAMESPACE",
          "GIT_EXTERNAL_DIFF",
          "GIT_DIFF_OPTS");

  private final Path folder;

  Git(Path folder) {
    this.folder = folder;
  }

  /** The nearest folder around that has a {@code .git}; whether git takes it is not asked. */
  static Optional<Path> around(Path folder) {
    for (Path at = folder; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  /** The top of the working tree that git sees here; the error is why it sees none. */
  Program.Answer top() {
    return ask("rev-parse", "--show-toplevel");
  }

  static Path path(Program.Answer top) {
    byte[] line = top.output();
    int end = line.length > 0 && line[line.length - 1] == '\n' ? line.length - 1 : line.length;
    return FileNames.path(FileNames.text(java.util.Arrays.copyOf(line, end)));
  }

  Program.Answer ask(String... arguments) {
    return ask(List.of(arguments));
  }

  CompletableFuture<Program.Answer> begin(String... arguments) {
    return CompletableFuture.supplyAsync(() -> ask(arguments), Thread::startVirtualThread);
  }

  private Program.Answer ask(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add("git");
    command.add("--no-optional-locks");
    command.addAll(arguments);
    Program program =
        Program.of(folder, command)
            .with("LC_ALL", Optional.of("C"))
            .with("GIT_TERMINAL_PROMPT", Optional.of("0"))
            .with("GIT_NO_LAZY_FETCH", Optional.of("1"));
    for (String name : STRAY) {
      program = program.with(name, Optional.empty());
    }
    return program.ask();
  }
}
