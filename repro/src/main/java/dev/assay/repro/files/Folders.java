package dev.assay.repro.files;

import dev.assay.core.Failure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** What is done to whole folders. */
public final class Folders {
  private Folders() {}

  public static boolean isEmpty(Path folder) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return !entries.iterator().hasNext();
    }
  }

  /** Deletes a folder with all that is in it, links as links; nothing when there is none. */
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(each);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Gives a folder that was made for this user alone the modes that folders usually have. */
  public static void makeUsual(Path folder) throws IOException {
    Path probe = Files.createDirectory(folder.resolve(".assay-probe"));
    String modes = PosixFilePermissions.toString(Files.getPosixFilePermissions(probe));
    Files.delete(probe);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(modes));
  }

  /** Fails when one of the folders between is a link: what is written below would lie elsewhere. */
  public static void checkNoLinks(Path folder, Path below) {
    for (Path at = below.getParent(); at != null && !at.equals(folder); at = at.getParent()) {
      if (Files.isSymbolicLink(at)) {
        throw Failure.conflict("'" + at + "' is a link: nothing is written through it");
      }
    }
  }

  /** What went wrong, for people: without the name of a class. */
  public static String reason(IOException e) {
    if (e instanceof FileSystemException failure) {
      String why = failure.getReason() == null ? "not possible" : failure.getReason();
      return failure.getFile() == null ? why : failure.getFile() + ": " + why;
    }
    return e.getMessage() == null ? "it cannot be read or written" : e.getMessage();
  }
}
