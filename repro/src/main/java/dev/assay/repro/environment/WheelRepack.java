package dev.assay.repro.environment;

import dev.assay.core.capture.Environment;
import dev.assay.core.capture.Environment.Distribution;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes a wheel again of what an installed package consists of, as its RECORD lists it: for
 * packages that were installed from files which no index has, and which may be gone. The same
 * package gives the same bytes.
 */
final class WheelRepack {
  private static final long BYTES_MAX = 200_000_000;
  private static final long ZIP_EPOCH_MILLIS =
      315_619_200_000L; // 1980-01-02: the oldest a zip knows
  private static final Set<String> OF_THE_INSTALLATION =
      Set.of("INSTALLER", "REQUESTED", "direct_url.json", "RECORD");

  private WheelRepack() {}

  /** Writes the wheel; false when the package is not found, or too large. */
  static boolean write(Environment environment, Distribution each, Path to) throws IOException {
    Optional<Path> info = info(environment, each);
    if (info.isEmpty()) {
      return false;
    }
    Path site = info.get().resolve("..").normalize();
    List<String> names = names(info.get());
    long bytes = 0;
    for (String name : names) {
      bytes += Files.size(site.resolve(name));
    }
    if (bytes > BYTES_MAX || names.isEmpty()) {
      return false;
    }
    try (OutputStream out = Files.newOutputStream(to);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : names) {
        add(zip, name, Files.readAllBytes(site.resolve(name)));
      }
      String record = String.join(",,\n", names) + ",,\n";
      String infoName = String.valueOf(info.get().getFileName());
      add(zip, infoName + "/RECORD", record.getBytes(StandardCharsets.UTF_8));
    }
    return true;
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(ZIP_EPOCH_MILLIS);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  /** The list of the package's files. */
  static Optional<Path> record(Environment environment, Distribution each) throws IOException {
    return info(environment, each).map(info -> info.resolve("RECORD")).filter(Files::isRegularFile);
  }

  private static Optional<Path> info(Environment environment, Distribution each)
      throws IOException {
    String minor = Interpreters.minor(environment.python().version());
    Path prefix = Path.of(environment.python().prefix());
    for (String lib : List.of("lib", "lib64")) {
      Path site = prefix.resolve(lib).resolve("python" + minor).resolve("site-packages");
      if (Files.isDirectory(site)) {
        try (DirectoryStream<Path> infos = Files.newDirectoryStream(site, "*.dist-info")) {
          for (Path info : infos) {
            if (isOf(info, each)) {
              return Optional.of(info);
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isOf(Path info, Distribution each) {
    String name = String.valueOf(info.getFileName());
    String stem = name.substring(0, name.length() - ".dist-info".length());
    int dash = stem.lastIndexOf('-');
    return dash > 0
        && EnvironmentLock.normal(stem.substring(0, dash))
            .equals(EnvironmentLock.normal(each.name()));
  }

  /** Those that lie in site-packages: programs are made anew from the entry points. */
  private static List<String> names(Path info) throws IOException {
    Path record = info.resolve("RECORD");
    if (!Files.isRegularFile(record)) {
      return List.of();
    }
    Path site = info.resolve("..").normalize();
    TreeSet<String> names = new TreeSet<>();
    for (String line : Files.readAllLines(record)) {
      String name = path(line);
      String last = name.substring(name.lastIndexOf('/') + 1);
      boolean isOwn =
          !name.startsWith("..")
              && !name.startsWith("/")
              && !name.endsWith(".pyc")
              && !name.isEmpty();
      if (isOwn && !OF_THE_INSTALLATION.contains(last) && Files.isRegularFile(site.resolve(name))) {
        names.add(name);
      }
    }
    return new ArrayList<>(names);
  }

  private static String path(String line) {
    if (line.startsWith("\"")) {
      int end = line.indexOf('"', 1);
      return end < 0 ? "" : line.substring(1, end);
    }
    int end = line.indexOf(',');
    return end < 0 ? line : line.substring(0, end);
  }

  /** What the wheel fits on, from its WHEEL file. */
  static String tag(String wheelFile) {
    return wheelFile
        .lines()
        .filter(line -> line.startsWith("Tag:"))
        .map(line -> line.substring("Tag:".length()).strip())
        .findFirst()
        .orElse("py3-none-any");
  }
}
