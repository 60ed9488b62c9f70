package dev.assay.repro.data;

import dev.assay.core.capture.Finding;
import dev.assay.core.capture.SourceFile;
import dev.assay.repro.environment.EnvironmentPaths;
import dev.assay.repro.files.FileNames;
import dev.assay.repro.files.SecretFiles;
import dev.assay.repro.source.TakenSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Tells which of the files a program opened are data. For one execution. */
public final class DataSelection {
  /** Below a home folder: what tools remember. Not what libraries download: weights are data. */
  private static final Set<String> CACHES =
      Set.of(
          ".cache/pip",
          ".cache/uv",
          ".cache/matplotlib",
          ".cache/fontconfig",
          ".cache/mesa_shader_cache",
          ".cache/pypoetry",
          ".cache/pre-commit",
          ".cache/numba",
          ".config/matplotlib",
          ".config/mlflow",
          ".gitconfig",
          ".matplotlib",
          ".pyenv",
          ".conda",
          ".local/lib",
          ".local/share/uv",
          ".ipython",
          ".jupyter",
          ".python_history");

  /** Anywhere: what version control and the interpreter keep beside the files of a project. */
  private static final Set<String> KEPT_BY_TOOLS = Set.of("/__pycache__/", "/.git/", "/.hg/");

  private static final Set<String> CODE = Set.of("py", "pyc", "pyo", "pyi", "so", "pyd", "pth");

  private final Optional<TakenSource> source;
  private final EnvironmentPaths environment;
  private final Set<Path> own;
  private final Path home = Path.of(System.getProperty("user.home", "/"));

  /**
   * @param source absent when no source could be captured
   * @param own folders of Assay itself: its data, its hook
   */
  public DataSelection(Optional<TakenSource> source, EnvironmentPaths environment, Set<Path> own) {
    this.source = source;
    this.environment = environment;
    this.own = Set.copyOf(own);
  }

  private enum Kind {
    DATA,
    IN_SOURCE,
    LEFT_OUT,
    SECRET,
    OTHER
  }

  /** What became of a path: how it was first opened, and whether it was written in the end. */
  private record Fate(FileUse.Kind first, boolean isWritten) {}

  /** The uses in the order they happened. */
  public Selected select(List<FileUse> uses) {
    Map<String, Fate> fates = new LinkedHashMap<>();
    for (FileUse use : uses) {
      boolean isWrite = use.kind() == FileUse.Kind.WRITE;
      fates.merge(
          use.path(),
          new Fate(use.kind(), isWrite),
          (known, more) -> new Fate(known.first(), known.isWritten() || more.isWritten()));
    }
    Sorting sorting = new Sorting();
    fates.forEach(sorting::add);
    return sorting.selected();
  }

  /** The paths by what they are, as they come. */
  private final class Sorting {
    private final Set<Path> data = new TreeSet<>();
    private final Set<Path> inSource = new TreeSet<>();
    private final Set<Path> changed = new TreeSet<>();
    private final Set<Path> gone = new TreeSet<>();
    private final Set<Path> written = new TreeSet<>();
    private final Set<Path> secret = new TreeSet<>();
    private final List<Finding> findings = new ArrayList<>();

    void add(String name, Fate fate) {
      Path file = FileNames.path(name).normalize();
      boolean isMade = fate.first() == FileUse.Kind.WRITE;
      Kind kind = kind(file);
      if (kind == Kind.OTHER) {
        return;
      }
      if (fate.isWritten() && Files.isRegularFile(file)) {
        written.add(file);
      }
      if (isMade) {
        return;
      }
      switch (kind) {
        case SECRET -> secret.add(file);
        case IN_SOURCE -> addRead(file, fate, inSource);
        case DATA -> addRead(file, fate, data);
        case LEFT_OUT -> {
          addRead(file, fate, data);
          if (Files.exists(file)) { // else it was only looked for
            findings.add(leftOutFileRead(file));
          }
        }
        case OTHER -> throw new IllegalStateException("sorted out before");
      }
    }

    private void addRead(Path file, Fate fate, Set<Path> unchanged) {
      if (!Files.exists(file)) {
        gone.add(file);
      } else if (fate.isWritten()) {
        changed.add(file);
      } else if (!Files.isDirectory(file)) {
        unchanged.add(file);
      }
    }

    Selected selected() {
      return new Selected(
          List.copyOf(data),
          List.copyOf(inSource),
          List.copyOf(changed),
          List.copyOf(gone),
          List.copyOf(written),
          List.copyOf(secret),
          findings);
    }
  }

  private static Finding leftOutFileRead(Path file) {
    return new Finding(
        "left-out-file-read",
        "'" + FileNames.text(file) + "' was read, and is not in the source snapshot",
        "it is recorded as data; keep its bytes with --store-data, or let the snapshot have it");
  }

  private Kind kind(Path file) {
    Path real = real(file);
    if (isOther(file) || isOther(real)) {
      return Kind.OTHER;
    }
    Optional<String> below = belowRoot(file).or(() -> belowRoot(real));
    if (below.isEmpty()) {
      return isCode(file) ? Kind.OTHER : secretOr(file, Kind.DATA);
    }
    Optional<SourceFile> taken = source.flatMap(each -> each.listing().find(below.get()));
    if (taken.isPresent()) {
      return isCode(file) ? Kind.OTHER : Kind.IN_SOURCE;
    }
    return isCode(file) ? Kind.OTHER : secretOr(file, Kind.LEFT_OUT);
  }

  private static Kind secretOr(Path file, Kind kind) {
    return SecretFiles.isSecret(FileNames.text(file)) ? Kind.SECRET : kind;
  }

  private boolean isOther(Path file) {
    return environment.holds(file)
        || own.stream().anyMatch(folder -> file.startsWith(folder) && !isSource(folder, file))
        || CACHES.stream().anyMatch(each -> file.startsWith(home.resolve(each)))
        || KEPT_BY_TOOLS.stream().anyMatch(each -> file.toString().contains(each));
  }

  /** A source that lies in a folder of Assay, as that of a rerun may, is none of its own files. */
  private boolean isSource(Path own, Path file) {
    return source
        .map(TakenSource::root)
        .filter(root -> root.startsWith(own) && file.startsWith(root))
        .isPresent();
  }

  /** Code that is imported is source, wherever it lies: the snapshot is extended by it. */
  private static boolean isCode(Path file) {
    String name = String.valueOf(file.getFileName());
    return CODE.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  private Optional<String> belowRoot(Path file) {
    return source
        .map(TakenSource::root)
        .filter(root -> file.startsWith(root) && !file.equals(root))
        .map(root -> FileNames.text(root.relativize(file)));
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file; // not there any more
    }
  }

  /**
   * The files by what they are.
   *
   * @param data neither source nor environment, and not made by the program itself
   * @param inSource read by the program, not as code, and in the source snapshot
   * @param changed read, and written by the program afterwards: what was read is not there any more
   * @param gone read, and not there any more
   * @param written by the program and there at the end
   * @param secret read, and by their names full of passwords or keys: never to be kept
   * @param findings {@code left-out-file-read}
   */
  public record Selected(
      List<Path> data,
      List<Path> inSource,
      List<Path> changed,
      List<Path> gone,
      List<Path> written,
      List<Path> secret,
      List<Finding> findings) {
    public static final Selected NOTHING =
        new Selected(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    public Selected {
      data = List.copyOf(data);
      inSource = List.copyOf(inSource);
      changed = List.copyOf(changed);
      gone = List.copyOf(gone);
      written = List.copyOf(written);
      secret = List.copyOf(secret);
      findings = List.copyOf(findings);
    }
  }
}
