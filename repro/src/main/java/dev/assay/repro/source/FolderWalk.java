package dev.assay.repro.source;

import dev.assay.core.Failure;
import dev.assay.core.capture.Source.LeftOut;
import dev.assay.repro.files.FileNames;
import dev.assay.repro.files.SecretFiles;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The source of a folder that is not under git: all of it but what tools make. */
final class FolderWalk extends SimpleFileVisitor<Path> {
  private static final String UNREADABLE = "cannot be read";

  private final Path root;
  private final SourceTree.Excluded excluded;
  private final int filesMax;
  private final SortedMap<String, Boolean> paths = new TreeMap<>();
  private final List<LeftOut> leftOut = new ArrayList<>();
  private boolean isWhole = true;

  private FolderWalk(Path root, SourceTree.Excluded excluded, int filesMax) {
    this.root = root;
    this.excluded = excluded;
    this.filesMax = filesMax;
  }

  /** With too many files, only those that lie in the folder itself. */
  static SourceTree of(Path root, SourceTree.Excluded excluded, int filesMax) {
    FolderWalk whole = new FolderWalk(root, excluded, filesMax);
    whole.walk(Integer.MAX_VALUE);
    if (whole.isWhole) {
      return new SourceTree(whole.paths, whole.leftOut, true);
    }
    FolderWalk top = new FolderWalk(root, excluded, Integer.MAX_VALUE);
    top.walk(1);
    return new SourceTree(top.paths, top.leftOut, false);
  }

  private void walk(int depthMax) {
    try {
      Files.walkFileTree(root, Set.of(), depthMax, this);
    } catch (IOException e) {
      throw Failure.unavailable("the folder " + root + " cannot be listed: " + e.getMessage(), e);
    }
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    if (folder.equals(root)) {
      return FileVisitResult.CONTINUE;
    }
    boolean isOther =
        ToolFiles.isToolFolder(String.valueOf(folder.getFileName()))
            || excluded.holds(name(folder))
            || Files.exists(folder.resolve("pyvenv.cfg"))
            || Files.exists(folder.resolve("conda-meta/history"));
    return isOther ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (paths.size() >= filesMax) {
      isWhole = false;
      return FileVisitResult.TERMINATE;
    }
    String path = name(file);
    boolean isKind = attributes.isRegularFile() || attributes.isSymbolicLink();
    if (!isKind || ToolFiles.isMadeByTools(path)) {
      return FileVisitResult.CONTINUE;
    }
    if (SecretFiles.isSecret(path)) {
      leftOut.add(new LeftOut(path, attributes.size(), SourceTree.SECRET));
    } else {
      paths.put(path, false);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    leftOut.add(new LeftOut(name(file), 0, UNREADABLE));
    return FileVisitResult.CONTINUE;
  }

  private String name(Path file) {
    return FileNames.text(root.relativize(file));
  }
}
