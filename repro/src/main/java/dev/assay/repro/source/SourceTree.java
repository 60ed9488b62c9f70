package dev.assay.repro.source;

import dev.assay.core.capture.Source.LeftOut;
import dev.assay.repro.files.FileNames;
import dev.assay.repro.files.SecretFiles;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which files belong to a source, by their path below the root.
 *
 * @param paths sorted; the value is whether version control has it
 * @param leftOut what was seen and does not belong
 * @param isWhole false when the folder has too many files to be a source folder
 */
record SourceTree(SortedMap<String, Boolean> paths, List<LeftOut> leftOut, boolean isWhole) {
  static final String TOOLS = "made by tools";
  static final String SECRET = "its name says that it holds secrets";
  static final String IGNORED = "ignored by git";
  static final String NOT_CHECKED_OUT = "a submodule that is not checked out";
  private static final int NESTED_MAX = 16;

  /** By git: all that it tracks, and what is new and not ignored; submodules likewise. */
  static SourceTree ofGit(Path root, GitState state, Excluded excluded) {
    SourceTree tree = new SourceTree(new TreeMap<>(), new ArrayList<>(), true);
    tree.add(root, "", state, excluded, 0);
    return tree;
  }

  private void add(Path root, String prefix, GitState state, Excluded excluded, int depth) {
    for (Map.Entry<String, Boolean> entry : state.tracked().entrySet()) {
      String path = prefix + entry.getKey();
      if (entry.getValue()) {
        addNested(root, path, excluded, depth);
      } else if (!excluded.holds(path)) {
        paths.put(path, true);
      }
    }
    Environments environments = Environments.in(state.untracked());
    for (String path : state.untracked()) {
      if (path.endsWith("/")) {
        addNested(root, prefix + path.substring(0, path.length() - 1), excluded, depth);
      } else if (!excluded.holds(prefix + path)) {
        addNew(root, prefix + path, environments.hold(path));
      }
    }
    for (String path : state.ignored()) {
      if (!ToolFiles.isMadeByTools(path) && !excluded.holds(prefix + path)) {
        leftOut.add(new LeftOut(prefix + path, bytes(root, prefix + path), IGNORED));
      }
    }
  }

  private void addNew(Path root, String path, boolean isEnvironment) {
    if (isEnvironment || ToolFiles.isMadeByTools(path)) {
      return;
    }
    if (SecretFiles.isSecret(path)) {
      leftOut.add(new LeftOut(path, bytes(root, path), SECRET));
      return;
    }
    paths.put(path, false);
  }

  private void addNested(Path root, String path, Excluded excluded, int depth) {
    Path folder = FileNames.below(root, path);
    boolean isCheckedOut = Files.exists(folder.resolve(".git"), LinkOption.NOFOLLOW_LINKS);
    if (ToolFiles.isMadeByTools(path) || excluded.holds(path)) {
      return;
    }
    if (!isCheckedOut || depth >= NESTED_MAX) {
      leftOut.add(new LeftOut(path, 0, NOT_CHECKED_OUT));
      return;
    }
    add(root, path + "/", GitState.of(new Git(folder)), excluded, depth + 1);
  }

  private static long bytes(Path root, String path) {
    if (path.endsWith("/")) {
      return 0; // not walked: that is what ignoring is for
    }
    return FileNames.below(root, path).toFile().length();
  }

  /**
   * The folders of virtual and conda environments among new files: each has a file that says so.
   */
  private record Environments(List<String> folders) {
    private static final List<String> MARKS = List.of("pyvenv.cfg", "conda-meta/history");

    static Environments in(List<String> paths) {
      List<String> folders = new ArrayList<>();
      for (String path : paths) {
        for (String mark : MARKS) {
          if (path.endsWith("/" + mark)) {
            folders.add(path.substring(0, path.length() - mark.length()));
          }
        }
      }
      return new Environments(folders);
    }

    boolean hold(String path) {
      return !folders.isEmpty() && folders.stream().anyMatch(path::startsWith);
    }
  }

  /** Folders below the root that are never taken. */
  record Excluded(List<String> folders) {
    static Excluded below(Path root, Iterable<Path> absolute) {
      List<String> folders = new ArrayList<>();
      for (Path each : absolute) {
        if (each.startsWith(root) && !each.equals(root)) {
          folders.add(FileNames.text(root.relativize(each)) + "/");
        }
      }
      return new Excluded(folders);
    }

    boolean holds(String path) {
      return !folders.isEmpty()
          && folders.stream().anyMatch(folder -> (path + "/").startsWith(folder));
    }
  }
}
