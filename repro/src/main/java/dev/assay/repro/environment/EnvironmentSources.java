package dev.assay.repro.environment;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.capture.Environment;
import dev.assay.core.capture.Environment.Distribution;
import dev.assay.repro.blob.BlobStore;
import dev.assay.repro.files.FileDigests;
import dev.assay.repro.files.FileStat;
import dev.assay.repro.files.StatCache;
import dev.assay.repro.source.SourceRequest;
import dev.assay.repro.source.SourceSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps the packages that no index has: a snapshot of the folder of each that was installed
 * editable, a wheel of each that was installed from files. Thread-safe.
 */
public final class EnvironmentSources {
  private final SourceSnapshot snapshots;
  private final BlobStore blobs;
  private final Path cache;

  /**
   * @param cache the folder {@code <data>/cache}
   */
  public EnvironmentSources(SourceSnapshot snapshots, BlobStore blobs, Path cache) {
    this.snapshots = snapshots;
    this.blobs = blobs;
    this.cache = cache;
  }

  /**
   * The environment with what was kept; a package that cannot be kept stays as it is.
   *
   * @param sourceRoot packages below it are in the source snapshot already
   */
  public Environment keep(Environment environment, Path sourceRoot) {
    return new Environment(
        environment.python(),
        environment.distributions().stream()
            .map(each -> kept(environment, each, sourceRoot))
            .toList(),
        environment.imported(),
        environment.conda(),
        environment.lockFiles(),
        environment.system(),
        environment.container(),
        environment.nativeLibraries());
  }

  private Distribution kept(Environment environment, Distribution each, Path sourceRoot) {
    try {
      return switch (each.origin()) {
        case "editable" -> with(each, snapshot(each, sourceRoot));
        case "local" -> with(each, wheel(environment, each));
        default -> each;
      };
    } catch (IOException | Failure e) {
      return each; // a rerun will say that its files were not kept
    }
  }

  private static Distribution with(Distribution each, Optional<Digest> kept) {
    return new Distribution(
        each.name(), each.version(), each.origin(), each.url(), each.commit(), kept);
  }

  private Optional<Digest> snapshot(Distribution each, Path sourceRoot) {
    return EditableSources.folder(each)
        .filter(folder -> !folder.startsWith(sourceRoot) && Files.isDirectory(folder))
        .map(folder -> snapshots.takeFolder(SourceRequest.of(folder)).source().manifest());
  }

  /** A package that was packed before is as it was, as long as its list of files is. */
  private Optional<Digest> wheel(Environment environment, Distribution each) throws IOException {
    Optional<Path> record = WheelRepack.record(environment, each);
    if (record.isEmpty()) {
      return Optional.empty();
    }
    FileStat stat = FileStat.of(record.get());
    try (StatCache packed = StatCache.open(cache.resolve("wheels"))) {
      Optional<Digest> known = packed.find(record.get(), stat).filter(blobs::has);
      Optional<Digest> wheel = known.isPresent() ? known : packed(environment, each);
      wheel.ifPresent(digest -> packed.put(record.get(), stat, digest));
      return wheel;
    }
  }

  private Optional<Digest> packed(Environment environment, Distribution each) throws IOException {
    Path draft = Files.createTempFile("assay", ".whl");
    try {
      if (!WheelRepack.write(environment, each, draft)) {
        return Optional.empty();
      }
      Digest digest = FileDigests.of(draft);
      blobs.put(digest, draft);
      return Optional.of(digest);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
