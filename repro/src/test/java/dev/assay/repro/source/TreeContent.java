package dev.assay.repro.source;

import dev.assay.core.Digest;
import dev.assay.repro.files.FileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All that lies below a folder, byte for byte, as one map that can be compared. */
final class TreeContent {
  private TreeContent() {}

  static SortedMap<String, String> of(Path folder, String... without) throws IOException {
    SortedMap<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        String name = FileNames.text(folder.relativize(file));
        boolean isIn = List.of(without).stream().noneMatch(each -> (name + "/").startsWith(each));
        if (isIn && (!Files.isDirectory(file) || Files.isSymbolicLink(file))) {
          content.put(name, describe(file));
        }
      }
    }
    return content;
  }

  private static String describe(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      return "link " + FileNames.text(Files.readSymbolicLink(file));
    }
    return Digest.of(Files.readAllBytes(file)) + (Files.isExecutable(file) ? " x" : "");
  }
}
