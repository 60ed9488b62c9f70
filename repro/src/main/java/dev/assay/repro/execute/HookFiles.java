package dev.assay.repro.execute;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The Python files this program brings along, laid out below the data folder under their digest, so
 * that versions stand side by side and a running one never changes.
 */
public final class HookFiles {
  private static final String RESOURCES = "dev/assay/repro/python/";

  private final Path folder;

  private HookFiles(Path folder) {
    this.folder = folder;
  }

  /** Lays the files out unless they are there. */
  public static HookFiles layOut(Path data) {
    try {
      Map<String, byte[]> files = files();
      Path folder = data.resolve("hook").resolve(digest(files).hex().substring(0, 16));
      if (!Files.isDirectory(folder)) {
        write(files, folder);
      }
      return new HookFiles(folder);
    } catch (IOException e) {
      throw Failure.unavailable(
          "the hook cannot be written below " + data + ": " + e.getMessage(), e);
    }
  }

  /** The folder that goes on the search path of every Python process. */
  public Path hook() {
    return folder.resolve("assay_hook");
  }

  /** The folder from which {@code import assay} works. */
  public Path packages() {
    return folder;
  }

  public Path supervisor() {
    return hook().resolve("assay_supervise.py");
  }

  public Path environment() {
    return hook().resolve("assay_environment.py");
  }

  private static void write(Map<String, byte[]> files, Path folder) throws IOException {
    Files.createDirectories(folder.getParent());
    Path draft = Files.createTempDirectory(folder.getParent(), ".new-");
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path target = draft.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue());
    }
    try {
      Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  private static Digest digest(Map<String, byte[]> files) {
    MessageDigest sha256 = Digest.sha256();
    files.forEach(
        (name, bytes) -> {
          sha256.update((name + '\0' + bytes.length + '\0').getBytes(StandardCharsets.UTF_8));
          sha256.update(bytes);
        });
    return Digest.ofHash(sha256.digest());
  }

  private static Map<String, byte[]> files() throws IOException {
    Path place = place();
    return Files.isDirectory(place) ? ofFolder(place.resolve(RESOURCES)) : ofJar(place);
  }

  private static Path place() throws IOException {
    CodeSource source = HookFiles.class.getProtectionDomain().getCodeSource();
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("the program does not know its own place", e);
    }
  }

  private static Map<String, byte[]> ofJar(Path jar) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      var entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (entry.getName().startsWith(RESOURCES) && !entry.isDirectory()) {
          try (InputStream bytes = zip.getInputStream(entry)) {
            files.put(entry.getName().substring(RESOURCES.length()), bytes.readAllBytes());
          }
        }
      }
    }
    return files;
  }

  private static Map<String, byte[]> ofFolder(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    return files;
  }
}
