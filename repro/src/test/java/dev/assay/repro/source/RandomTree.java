package dev.assay.repro.source;

import dev.assay.repro.files.FileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Random;

/** Random files, folders and links, with names of every kind. */
final class RandomTree {
  private static final String[] PIECES = {
    "a", "B", "é", "雪", " ", "\n", "\t", "\"", "\\", "'", "*", "-", "~", "\uDCFF", "\uDC81", "𝛼",
    "%"
  };

  private RandomTree() {}

  static void grow(Path root, Random random, int entries) throws IOException {
    for (int i = 0; i < entries; i++) {
      StringBuilder path = new StringBuilder(random.nextBoolean() ? "src" : "d");
      for (int depth = random.nextInt(4); depth >= 0; depth--) {
        path.append('/').append(name(random));
      }
      Path file = FileNames.below(root, path.toString());
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) || !makeParents(root, file)) {
        continue;
      }
      if (random.nextInt(8) == 0) {
        Files.createSymbolicLink(file, FileNames.relative(name(random)));
      } else {
        byte[] content = new byte[random.nextInt(4) == 0 ? 0 : random.nextInt(20_000)];
        random.nextBytes(content);
        Files.write(file, content);
        file.toFile().setExecutable(random.nextInt(4) == 0);
      }
    }
  }

  /** False when something on the way is no folder. */
  private static boolean makeParents(Path root, Path file) throws IOException {
    for (Path at = file.getParent(); at != null && !at.equals(root); at = at.getParent()) {
      if (Files.exists(at, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
    }
    Files.createDirectories(file.getParent());
    return true;
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder("n");
    for (int length = random.nextInt(6); length >= 0; length--) {
      name.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return name.toString();
  }
}
