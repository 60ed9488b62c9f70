package dev.assay.repro.environment;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.capture.Environment;
import dev.assay.repro.blob.BlobStore;
import dev.assay.repro.files.Folders;
import dev.assay.repro.source.SourceRestore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Builds environments again, each once: in a folder named by the digest of what it consists of. A
 * mark in it, written last, says that it is whole; one without is built anew. Thread-safe, also
 * between processes.
 */
public final class EnvironmentRebuild {
  private static final String MARK = "assay-complete";
  private static final Map<Path, ReentrantLock> HERE = new ConcurrentHashMap<>();

  private final Path environments;
  private final Path script;
  private final BlobStore blobs;
  private final Consumer<String> progress;
  private final EnvironmentFacts facts;

  /**
   * @param environments the folder {@code <data>/environments}
   * @param script the place of {@code assay_environment.py}
   * @param blobs the store with the sources of packages that no index has
   * @param progress is told each phase, as a line for people
   */
  public EnvironmentRebuild(
      Path environments, Path script, BlobStore blobs, Consumer<String> progress) {
    this.environments = environments.toAbsolutePath();
    this.script = script;
    this.blobs = blobs;
    this.progress = progress;
    this.facts = new EnvironmentFacts(environments.resolve("cache"));
  }

  /** What two environments must have in common to be the same. */
  public static Digest lock(Environment environment) {
    return EnvironmentLock.of(environment);
  }

  /**
   * An interpreter with the same packages: the one recorded when it still has them, one built
   * before, or one built now.
   *
   * @param sourceRoot where the source was, for packages installed from there
   * @param restoredRoot where it is now
   * @throws Failure UNAVAILABLE when no interpreter of the version is there or a package the
   *     program imported cannot be installed, with the next command
   */
  public Rebuilt rebuild(Environment environment, Path sourceRoot, Path restoredRoot) {
    EditableSources editable =
        new EditableSources(environments, new SourceRestore(blobs), sourceRoot, restoredRoot);
    EditableSources.Found sources = editable.of(environment);
    Path recorded = Path.of(environment.python().executable());
    if (isSame(environment, recorded)) {
      progress.accept("environment: the one recorded is still there");
      return new Rebuilt(recorded, sources.searchPath(), true, sources.differences());
    }
    Digest digest = EnvironmentLock.withContents(environment);
    Path folder = environments.resolve(digest.hex());
    ReentrantLock here = HERE.computeIfAbsent(folder, _ -> new ReentrantLock());
    here.lock();
    try {
      return locked(environment, folder, sources);
    } finally {
      here.unlock();
    }
  }

  private boolean isSame(Environment environment, Path interpreter) {
    if (!Files.isExecutable(interpreter)) {
      return false;
    }
    try {
      Environment now = facts.describe(interpreter.toString(), script, Path.of("/")).environment();
      return EnvironmentLock.of(now).equals(EnvironmentLock.of(environment));
    } catch (Failure e) {
      return false; // no Python any more
    }
  }

  private Rebuilt locked(Environment environment, Path folder, EditableSources.Found sources) {
    try {
      Files.createDirectories(environments);
      Path file = environments.resolve(folder.getFileName() + ".lock");
      try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        return lock.isValid() ? builtOnce(environment, folder, sources) : unlocked(file);
      }
    } catch (IOException e) {
      throw Failure.unavailable("the environment cannot be built: " + Folders.reason(e), e);
    }
  }

  private static Rebuilt unlocked(Path file) {
    throw Failure.unavailable("'" + file + "' cannot be locked");
  }

  private Rebuilt builtOnce(Environment environment, Path folder, EditableSources.Found sources)
      throws IOException {
    Path python = folder.resolve("bin/python");
    Path mark = folder.resolve(MARK);
    List<String> differences = new ArrayList<>(sources.differences());
    if (Files.exists(mark) && Files.isExecutable(python)) {
      progress.accept("environment: built before, reused");
      Files.readAllLines(mark).stream().filter(line -> !line.isEmpty()).forEach(differences::add);
      return new Rebuilt(python, sources.searchPath(), true, differences);
    }
    Folders.delete(folder);
    try {
      List<String> found = build(environment, folder, python);
      Files.write(mark, found);
      differences.addAll(found);
      return new Rebuilt(python, sources.searchPath(), false, differences);
    } catch (IOException | RuntimeException e) {
      Folders.delete(folder);
      throw e;
    }
  }

  private List<String> build(Environment environment, Path folder, Path python) throws IOException {
    Optional<Path> uv = Interpreters.find("uv");
    PackageInstall install = new PackageInstall(environments, folder, uv, progress);
    List<String> differences = new ArrayList<>(install.create(environment.python()));
    LocalWheels wheels = new LocalWheels(blobs, folder.resolve("assay-wheels"));
    differences.addAll(install.packages(environment, wheels));
    Environment now = facts.describe(python.toString(), script, Path.of("/")).environment();
    for (String difference : EnvironmentLock.differences(environment, now)) {
      if (differences.stream().noneMatch(each -> sameSubject(each, difference))) {
        differences.add(difference);
      }
    }
    return differences;
  }

  /** The first word is the package. */
  private static boolean sameSubject(String one, String other) {
    return one.split(" ")[0].equals(other.split(" ")[0]);
  }

  /**
   * An interpreter to run with.
   *
   * @param searchPath to be put in front of PYTHONPATH: packages that were installed editable
   * @param isReused whether nothing had to be installed
   * @param differences what is not as it was
   */
  public record Rebuilt(
      Path python, List<Path> searchPath, boolean isReused, List<String> differences) {
    public Rebuilt {
      searchPath = List.copyOf(searchPath);
      differences = List.copyOf(differences);
    }
  }
}
