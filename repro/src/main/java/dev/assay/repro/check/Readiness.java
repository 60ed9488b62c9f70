package dev.assay.repro.check;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.capture.Capture;
import dev.assay.core.capture.Completeness;
import dev.assay.core.capture.DataFile;
import dev.assay.core.capture.Environment;
import dev.assay.core.capture.Part;
import dev.assay.core.capture.Source;
import dev.assay.repro.blob.BlobStore;
import dev.assay.repro.data.DataRestore;
import dev.assay.repro.files.StatCache;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a rerun would miss: what was not captured, and what was captured and is not to be had any
 * more. Changes nothing.
 */
public final class Readiness {
  /** What a rerun makes anew is no reason not to run. */
  private static final Set<Part> RESULTS = Set.of(Part.METRICS, Part.ARTIFACTS);

  private final BlobStore blobs;
  private final Path data;

  /**
   * @param data the folder with Assay's caches
   */
  public Readiness(BlobStore blobs, Path data) {
    this.blobs = blobs;
    this.data = data;
  }

  /**
   * Something missing.
   *
   * @param part of the capture
   * @param remedy the command or step that changes it
   */
  public record Item(String part, String what, String remedy) {}

  /** All that is missing, in the order of the parts. */
  public List<Item> check(Capture capture) {
    List<Item> items = new ArrayList<>();
    for (Part part : Part.values()) {
      if (RESULTS.contains(part)) {
        continue;
      }
      Completeness state = capture.parts().getOrDefault(part, Completeness.COMPLETE);
      state.gaps().forEach(gap -> items.add(new Item(part.toString(), gap.what(), gap.remedy())));
    }
    capture.source().ifPresent(source -> storedSource(items, source));
    capture.source().ifPresent(source -> data(items, capture, source));
    capture.environment().ifPresent(environment -> interpreter(items, environment));
    return List.copyOf(items);
  }

  private void storedSource(List<Item> items, Source source) {
    List<Digest> wanted = new ArrayList<>(source.packs());
    wanted.add(source.manifest());
    long gone = wanted.stream().filter(blob -> !blobs.has(blob)).count();
    if (gone > 0) {
      items.add(
          new Item(
              "code",
              gone + " of " + wanted.size() + " pieces of the source are not in the store",
              "restore the store from a backup"));
    }
  }

  private void data(List<Item> items, Capture capture, Source source) {
    try (StatCache cache = StatCache.open(data.resolve("cache").resolve("data"))) {
      Path folder = Path.of(source.root());
      DataRestore.Plan plan =
          new DataRestore(blobs, cache)
              .plan(capture.data(), source, capture.command().argv(), folder);
      for (DataRestore.Step.Missing missing : plan.missing()) {
        items.add(new Item("data", missing.why(), remedy(missing.file())));
      }
    } catch (Failure e) {
      items.add(new Item("data", e.getMessage(), "assay check again, when that is put right"));
    }
  }

  private static String remedy(DataFile file) {
    return "bring back "
        + file.path()
        + ", or run with other data: assay rerun RUN --input "
        + file.name().orElse(String.valueOf(Path.of(file.path()).getFileName()))
        + "=PATH";
  }

  /** A rerun builds the environment anew; it needs the interpreter, and packages from an index. */
  private static void interpreter(List<Item> items, Environment environment) {
    Environment.Python python = environment.python();
    if (Files.isExecutable(Path.of(python.executable())) || onPath(python.version()).isPresent()) {
      return;
    }
    items.add(
        new Item(
            "environment",
            "Python " + python.version() + " is not at " + python.executable() + " any more",
            "uv python install " + python.version()));
  }

  private static Optional<Path> onPath(String version) {
    String[] parts = version.split("\\.");
    String name = parts.length < 2 ? "python3" : "python" + parts[0] + "." + parts[1];
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
      Path program = Path.of(folder, name);
      if (!folder.isEmpty() && Files.isExecutable(program)) {
        return Optional.of(program);
      }
    }
    return Optional.empty();
  }
}
