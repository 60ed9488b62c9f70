package dev.assay.repro.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** What the file system says of a file; when all of it is as before, the content is. */
public record FileStat(
    int mode, long sizeBytes, long modifiedNanos, long changedNanos, long inode) {
  private static final String FACTS = "unix:mode,size,lastModifiedTime,ctime,ino";
  private static final int KIND = 0170000;
  private static final int REGULAR = 0100000;
  private static final int FOLDER = 0040000;
  private static final int LINK = 0120000;
  private static final int EXECUTABLE = 0100;

  /** Asks about the file itself, be it a link. */
  public static FileStat of(Path path) throws IOException {
    return from(Files.readAttributes(path, FACTS, LinkOption.NOFOLLOW_LINKS));
  }

  /** Asks about what a link leads to. */
  public static FileStat following(Path path) throws IOException {
    return from(Files.readAttributes(path, FACTS));
  }

  private static FileStat from(Map<String, Object> facts) {
    return new FileStat(
        fact(facts, "mode", Integer.class),
        fact(facts, "size", Long.class),
        fact(facts, "lastModifiedTime", FileTime.class).to(TimeUnit.NANOSECONDS),
        fact(facts, "ctime", FileTime.class).to(TimeUnit.NANOSECONDS),
        fact(facts, "ino", Long.class));
  }

  private static <T> T fact(Map<String, Object> facts, String name, Class<T> type) {
    return Objects.requireNonNull(type.cast(facts.get(name)), name);
  }

  public boolean isRegular() {
    return (mode & KIND) == REGULAR;
  }

  public boolean isFolder() {
    return (mode & KIND) == FOLDER;
  }

  public boolean isLink() {
    return (mode & KIND) == LINK;
  }

  public boolean isExecutable() {
    return (mode & EXECUTABLE) != 0;
  }

  /** When it last changed in any way. */
  long lastTouchedNanos() {
    return Math.max(modifiedNanos, changedNanos);
  }
}
