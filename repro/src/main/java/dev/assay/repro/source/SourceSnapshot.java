package dev.assay.repro.source;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.capture.Finding;
import dev.assay.core.capture.Source;
import dev.assay.core.capture.Source.LeftOut;
import dev.assay.core.capture.SourceFile;
import dev.assay.repro.blob.BlobStore;
import dev.assay.repro.files.FileNames;
import dev.assay.repro.files.Parallel;
import dev.assay.repro.files.StatCache;
import dev.assay.repro.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes snapshots of source trees. What it remembers between two is a cache, so that a tree that
 * did not change is neither read nor kept again. Thread-safe.
 */
public final class SourceSnapshot {
  private static final Digest NO_BASE = Digest.of("");

  private final BlobStore blobs;
  private final Path cache;

  /**
   * @param cache the folder {@code <data>/cache}
   */
  public SourceSnapshot(BlobStore blobs, Path cache) {
    this.blobs = blobs;
    this.cache = cache;
  }

  /**
   * The working tree as it is: under git all that is tracked, staged, changed, or new and not
   * ignored; else the folder without what tools make.
   *
   * @throws Failure NOT_FOUND without the folder, UNAVAILABLE when it cannot be read or kept
   */
  public TakenSource take(SourceRequest request) {
    return take(request, false);
  }

  /**
   * The same of the folder alone, which is then the root, also when it lies in a larger repository:
   * for a package that was installed from there.
   *
   * @throws Failure as {@link #take}
   */
  public TakenSource takeFolder(SourceRequest request) {
    return take(request, true);
  }

  private TakenSource take(SourceRequest request, boolean isFolderAlone) {
    Path folder = real(request.folder());
    List<Finding> findings = new ArrayList<>();
    Optional<Repository> repository =
        Repository.around(folder, findings).map(each -> isFolderAlone ? each.below(folder) : each);
    Path root = repository.map(Repository::root).orElse(folder);
    SourceTree.Excluded excluded =
        SourceTree.Excluded.below(
            root, request.excluded().stream().map(SourceSnapshot::realOrSame).toList());
    SourceTree tree =
        repository
            .map(each -> SourceTree.ofGit(root, each.state(), excluded))
            .orElseGet(() -> FolderWalk.of(root, excluded, request.limits().walkedFilesMax()));
    if (!tree.isWhole()) {
      findings.add(SourceFindings.tooLarge(folder, request.limits().walkedFilesMax()));
    }
    try (StatCache digests = StatCache.open(cache.resolve("source-digests"))) {
      List<LeftOut> leftOut = new ArrayList<>(tree.leftOut());
      List<Seen> seen =
          SourceLimiting.within(
              request.limits(), look(root, tree, digests, leftOut), tree.paths(), leftOut);
      SourceFindings.pointers(seen).ifPresent(findings::add);
      Kept kept = keep(new SnapshotMemory(cache, FileNames.text(root)), seen, digests);
      leftOut.addAll(kept.leftOut());
      Optional<Source.Git> git =
          repository.map(each -> each.facts().finish(each.state(), blobs, scratch()));
      SourceFindings.unpushed(git).ifPresent(findings::add);
      SourceFindings.leftOut(leftOut).ifPresent(findings::add);
      String below = FileNames.text(root.relativize(folder));
      Source source = kept.source(FileNames.text(root), below, git, leftOut);
      return new TakenSource(source, request, findings, kept.listing());
    }
  }

  /**
   * The snapshot with the modules the program imported that are not in it: from outside the root,
   * or ignored by git. Modules of the environment are not to be given.
   *
   * @throws Failure UNAVAILABLE when they cannot be kept
   */
  public TakenSource extend(TakenSource taken, Collection<ImportedModule> modules) {
    Map<String, ImportPlaces.Place> places = ImportPlaces.of(taken, modules);
    if (places.isEmpty()) {
      return taken;
    }
    try (StatCache digests = StatCache.open(cache.resolve("source-digests"))) {
      List<LeftOut> leftOut = new ArrayList<>();
      List<Seen> seen =
          SourceLimiting.within(taken.request().limits(), look(places, digests), Map.of(), leftOut);
      Source base = taken.source();
      SnapshotMemory memory = new SnapshotMemory(cache, base.root() + "\0modules");
      Kept kept = keepWith(memory, taken, seen, digests);
      leftOut.addAll(kept.leftOut());
      leftOut.addAll(base.leftOut());
      List<LeftOut> still = new ArrayList<>(leftOut);
      still.removeIf(
          each -> places.containsKey(each.path()) && each.reason().equals(SourceTree.IGNORED));
      Source source = kept.source(base.root(), base.folder(), base.git(), still);
      return new TakenSource(source, taken.request(), taken.findings(), kept.listing());
    }
  }

  /** The git repository around, with what is asked of it at once. */
  private record Repository(Path root, GitState state, GitFacts facts) {
    Repository below(Path folder) {
      String prefix = FileNames.text(root.relativize(folder));
      return prefix.isEmpty() ? this : new Repository(folder, state.below(prefix + "/"), facts);
    }

    static Optional<Repository> around(Path folder, List<Finding> findings) {
      Optional<Path> guess = Git.around(folder);
      if (guess.isEmpty()) {
        return Optional.empty();
      }
      Git git = new Git(guess.get());
      CompletableFuture<Program.Answer> top = git.begin("rev-parse", "--show-toplevel");
      GitFacts facts = GitFacts.begin(git);
      try {
        GitState state = GitState.of(git);
        Path root = Git.path(top.join());
        if (root.equals(guess.get())) {
          return Optional.of(new Repository(root, state, facts));
        }
        Git other = new Git(root); // what looked like the top was none
        return Optional.of(new Repository(root, GitState.of(other), GitFacts.begin(other)));
      } catch (Failure refused) {
        findings.add(SourceFindings.refused(refused.getMessage()));
        return Optional.empty();
      }
    }
  }

  private static List<Seen> look(
      Path root, SourceTree tree, StatCache digests, List<LeftOut> leftOut) {
    List<String> paths = List.copyOf(tree.paths().keySet());
    @Nullable Seen[] seen = new Seen[paths.size()];
    Parallel.each(
        IntStream.range(0, paths.size()).boxed().toList(),
        at -> {
          String path = paths.get(at);
          try {
            Seen each = Seen.of(path, FileNames.below(root, path), "", digests);
            seen[at] = each.stat().isFolder() ? null : each;
          } catch (NoSuchFileException e) {
            seen[at] = null; // deleted, and not yet said to git
          } catch (IOException e) {
            synchronized (leftOut) {
              leftOut.add(new LeftOut(path, 0, "cannot be read"));
            }
          }
        });
    List<Seen> found = new ArrayList<>();
    for (Seen each : Arrays.stream(seen).filter(Objects::nonNull).toList()) {
      if (each.isLink() || each.stat().isRegular()) {
        found.add(each);
      } else {
        leftOut.add(new LeftOut(each.path(), 0, "neither a file nor a link"));
      }
    }
    return found;
  }

  private static List<Seen> look(Map<String, ImportPlaces.Place> places, StatCache digests) {
    List<Seen> found = new ArrayList<>();
    places.forEach(
        (path, place) -> {
          try {
            Seen each = Seen.of(path, place.file(), place.outside(), digests);
            if (each.stat().isRegular()) {
              found.add(each);
            }
          } catch (IOException e) {
            return; // gone since it was imported: nothing to keep
          }
        });
    return found;
  }

  /** A snapshot in the store. */
  private record Kept(
      SnapshotMemory.Remembered snapshot,
      java.util.function.Supplier<SourceListing> listing,
      List<LeftOut> leftOut) {
    Source source(String root, String folder, Optional<Source.Git> git, List<LeftOut> allLeftOut) {
      return new Source(
          root,
          folder,
          git,
          snapshot.manifest(),
          snapshot.packs(),
          snapshot.files(),
          snapshot.bytes(),
          SourceLimiting.listed(allLeftOut));
    }
  }

  private Kept keep(SnapshotMemory memory, List<Seen> seen, StatCache digests) {
    Optional<SnapshotMemory.Remembered> last = memory.last(blobs);
    Optional<Digest> fingerprint = Seen.fingerprint(NO_BASE, seen);
    if (last.isPresent() && fingerprint.equals(last.map(SnapshotMemory.Remembered::fingerprint))) {
      return unchanged(memory, last.get());
    }
    Packing packing = new Packing(blobs, digests, scratch(), memory.places(blobs));
    packing.add(seen);
    return written(memory, NO_BASE, SourceListing.of(packing.files()), packing.leftOut());
  }

  private Kept keepWith(
      SnapshotMemory memory, TakenSource taken, List<Seen> seen, StatCache digests) {
    Digest base = taken.source().manifest();
    Map<Digest, Packing.Place> places = memory.places(blobs);
    for (SourceFile.Regular each : taken.listing().regular()) {
      places.put(each.sha256(), new Packing.Place(each.pack(), each.offset()));
    }
    Packing packing = new Packing(blobs, digests, scratch(), places);
    packing.add(seen);
    List<SourceFile> all = new ArrayList<>(taken.listing().files());
    all.addAll(packing.files());
    return written(memory, base, SourceListing.of(all), packing.leftOut());
  }

  private Kept unchanged(SnapshotMemory memory, SnapshotMemory.Remembered last) {
    return new Kept(
        last,
        () ->
            memory
                .listing(last.manifest())
                .orElseGet(() -> new SourceRestore(blobs).listing(last.manifest())),
        List.of());
  }

  private Kept written(
      SnapshotMemory memory, Digest base, SourceListing listing, List<LeftOut> leftOut) {
    byte[] manifest = listing.write();
    Digest digest = Digest.of(manifest);
    List<SourceFile> files = listing.files();
    SnapshotMemory.Remembered snapshot =
        new SnapshotMemory.Remembered(
            Seen.fingerprintOf(base, files),
            digest,
            files.size(),
            listing.bytes(),
            listing.packs());
    put(digest, manifest);
    memory.remember(snapshot, manifest);
    return new Kept(snapshot, () -> listing, leftOut);
  }

  private void put(Digest digest, byte[] content) {
    try {
      Path draft = Files.createTempFile(Files.createDirectories(scratch()), "manifest", ".new");
      try {
        Files.write(draft, content);
        blobs.put(digest, draft);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw Failure.unavailable("the source cannot be kept: " + e.getMessage(), e);
    }
  }

  private Path scratch() {
    return cache.resolve("scratch");
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw Failure.notFound("there is no folder " + folder);
    }
  }

  private static Path realOrSame(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder.toAbsolutePath().normalize(); // not there yet
    }
  }
}
