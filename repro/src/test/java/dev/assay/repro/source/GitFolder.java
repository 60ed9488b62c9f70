package dev.assay.repro.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.repro.files.FileNames;
import dev.assay.repro.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A real git repository for a test. */
record GitFolder(Path folder) {
  static GitFolder create(Path folder) throws IOException {
    Files.createDirectories(folder);
    GitFolder git = new GitFolder(folder.toRealPath());
    git.run("init", "--quiet", "--initial-branch=main");
    git.run("config", "user.name", "Ada");
    git.run("config", "user.email", "ada@example.org");
    return git;
  }

  Program.Answer run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-c", "protocol.file.allow=always"));
    command.addAll(List.of(arguments));
    Program.Answer answer =
        Program.of(folder, command).with("GIT_CONFIG_GLOBAL", Optional.of("/dev/null")).ask();
    assertThat(answer.error()).as("git %s", command).doesNotContain("fatal:");
    return answer;
  }

  GitFolder file(String path, String content) throws IOException {
    Path file = FileNames.below(folder, path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    return this;
  }

  String commit(String message) {
    run("add", "--all");
    run("commit", "--quiet", "--allow-empty", "--message", message);
    return run("rev-parse", "HEAD").text();
  }
}
