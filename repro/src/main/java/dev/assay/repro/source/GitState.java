package dev.assay.repro.source;

import dev.assay.core.Failure;
import dev.assay.repro.process.Program;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What a working tree consists of, by git.
 *
 * @param tracked every path of the index, with whether it is a submodule
 * @param untracked new and not ignored; a nested repository ends with a slash
 * @param ignored as git sums it up: a folder ends with a slash
 * @param isDirty whether tracked files differ from the commit, staged or not
 */
record GitState(
    Optional<String> commit,
    Optional<String> branch,
    Map<String, Boolean> tracked,
    List<String> untracked,
    List<String> ignored,
    boolean isDirty) {
  private static final String SUBMODULE_MODE = "160000";
  private static final String COMMIT = "# branch.oid ";
  private static final String BRANCH = "# branch.head ";

  static GitState of(Git git) {
    CompletableFuture<Program.Answer> index = git.begin("ls-files", "-z", "--stage");
    Program.Answer status =
        git.ask(
            "status",
            "--porcelain=v2",
            "--branch",
            "-z",
            "--untracked-files=all",
            "--ignored=matching",
            "--no-renames",
            "--no-ahead-behind");
    return read(done(index.join()), done(status));
  }

  /** The part that lies below a folder, with the paths from there. */
  GitState below(String prefix) {
    Map<String, Boolean> trackedBelow = new LinkedHashMap<>();
    tracked.forEach(
        (path, isSubmodule) -> {
          if (path.startsWith(prefix)) {
            trackedBelow.put(path.substring(prefix.length()), isSubmodule);
          }
        });
    return new GitState(
        commit, branch, trackedBelow, below(untracked, prefix), below(ignored, prefix), isDirty);
  }

  private static List<String> below(List<String> paths, String prefix) {
    return paths.stream()
        .filter(path -> path.startsWith(prefix) && path.length() > prefix.length())
        .map(path -> path.substring(prefix.length()))
        .toList();
  }

  private static Program.Answer done(Program.Answer answer) {
    if (!answer.isDone()) {
      throw Failure.unavailable("git does not list the files: " + answer.error());
    }
    return answer;
  }

  private static GitState read(Program.Answer index, Program.Answer status) {
    Optional<String> commit = Optional.empty();
    Optional<String> branch = Optional.empty();
    List<String> untracked = new ArrayList<>();
    List<String> ignored = new ArrayList<>();
    boolean isDirty = false;
    for (String line : status.parts()) {
      if (line.startsWith(COMMIT)) {
        commit = Optional.of(line.substring(COMMIT.length())).filter(oid -> !oid.startsWith("("));
      } else if (line.startsWith(BRANCH)) {
        branch = Optional.of(line.substring(BRANCH.length())).filter(name -> !name.startsWith("("));
      } else if (line.startsWith("? ")) {
        untracked.add(line.substring(2));
      } else if (line.startsWith("! ")) {
        ignored.add(line.substring(2));
      } else if (!line.startsWith("#")) {
        isDirty = true;
      }
    }
    return new GitState(commit, branch, tracked(index), untracked, ignored, isDirty);
  }

  /** Of {@code <mode> <object> <stage>\t<path>}; a path in conflict stands there several times. */
  private static Map<String, Boolean> tracked(Program.Answer index) {
    Map<String, Boolean> tracked = new LinkedHashMap<>();
    for (String line : index.parts()) {
      String path = line.substring(line.indexOf('\t') + 1);
      tracked.put(path, line.startsWith(SUBMODULE_MODE));
    }
    return tracked;
  }
}
