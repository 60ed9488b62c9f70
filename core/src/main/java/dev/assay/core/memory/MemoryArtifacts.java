package dev.assay.core.memory;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.artifact.Artifact;
import dev.assay.core.artifact.ArtifactOwner;
import dev.assay.core.artifact.ArtifactPath;
import dev.assay.core.artifact.Artifacts;
import dev.assay.core.artifact.BlobRef;
import dev.assay.core.artifact.Listing;
import dev.assay.core.query.CodePointOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Names of artifacts in memory. */
final class MemoryArtifacts implements Artifacts {
  private static final Comparator<Artifact> BY_PATH =
      Comparator.comparing(artifact -> artifact.path().toString(), CodePointOrder.BY_CODE_POINT);

  private final MemoryState state;

  MemoryArtifacts(MemoryState state) {
    this.state = state;
  }

  /** A name under which versions are kept. */
  record Name(ArtifactOwner owner, ArtifactPath path) {}

  /** The versions under a name, newest first. */
  record Versions(List<Artifact> newestFirst, boolean removed) {
    Versions {
      newestFirst = List.copyOf(newestFirst);
    }

    Stream<Artifact> current() {
      return removed ? Stream.empty() : Stream.of(newestFirst.getFirst());
    }
  }

  @Override
  public Artifact put(ArtifactOwner owner, ArtifactPath path, BlobRef blob, Instant at) {
    return state.undoLog.transact(
        () -> {
          requireOwner(owner);
          Optional<Artifact> newest = current(owner, path);
          if (newest.isPresent() && newest.get().blob().digest().equals(blob.digest())) {
            return newest.get();
          }
          requirePlace(owner, path);
          Name name = new Name(owner, path);
          List<Artifact> versions = new ArrayList<>(all(name));
          Artifact next =
              new Artifact(owner, path, versions.size() + 1, blob, MemoryProjects.millis(at));
          versions.addFirst(next);
          state.artifacts.put(name, new Versions(versions, false));
          return next;
        });
  }

  @Override
  public Optional<Artifact> find(ArtifactOwner owner, ArtifactPath path) {
    return state.undoLog.read(() -> current(owner, path));
  }

  @Override
  public List<Artifact> versions(ArtifactOwner owner, ArtifactPath path) {
    return state.undoLog.read(() -> all(new Name(owner, path)));
  }

  @Override
  public List<Listing> list(ArtifactOwner owner, ArtifactPath folder) {
    int depth = folder.segments().size();
    Map<String, Listing> children = new TreeMap<>(CodePointOrder.BY_CODE_POINT);
    for (Artifact file : tree(owner, folder)) {
      List<String> segments = file.path().segments();
      if (segments.size() == depth + 1) {
        children.put(segments.get(depth), new Listing.File(segments.get(depth), file));
      } else if (segments.size() > depth) {
        children.put(segments.get(depth), new Listing.Folder(segments.get(depth)));
      }
    }
    return List.copyOf(children.values());
  }

  @Override
  public List<Artifact> tree(ArtifactOwner owner, ArtifactPath path) {
    return state.undoLog.read(
        () ->
            state.artifacts.all().stream()
                .flatMap(Versions::current)
                .filter(artifact -> artifact.owner().equals(owner))
                .filter(artifact -> isAtOrBelow(artifact.path(), path))
                .sorted(BY_PATH)
                .toList());
  }

  @Override
  public int remove(ArtifactOwner owner, ArtifactPath path, Instant at) {
    return state.undoLog.transact(
        () -> {
          List<Artifact> hidden = tree(owner, path);
          for (Artifact artifact : hidden) {
            Name name = new Name(owner, artifact.path());
            state.artifacts.put(name, new Versions(all(name), true));
          }
          return hidden.size();
        });
  }

  @Override
  public boolean refersTo(Digest digest) {
    return state.undoLog.read(
        () ->
            state.artifacts.all().stream()
                .flatMap(versions -> versions.newestFirst().stream())
                .anyMatch(artifact -> artifact.blob().digest().equals(digest)));
  }

  private static boolean isAtOrBelow(ArtifactPath path, ArtifactPath root) {
    int depth = root.segments().size();
    return path.segments().size() >= depth
        && path.segments().subList(0, depth).equals(root.segments());
  }

  private Optional<Artifact> current(ArtifactOwner owner, ArtifactPath path) {
    return state.artifacts.find(new Name(owner, path)).stream()
        .flatMap(Versions::current)
        .findFirst();
  }

  private List<Artifact> all(Name name) {
    return state.artifacts.find(name).map(Versions::newestFirst).orElse(List.of());
  }

  private void requirePlace(ArtifactOwner owner, ArtifactPath path) {
    if (path.isRoot() || tree(owner, path).stream().anyMatch(file -> !file.path().equals(path))) {
      throw Failure.conflict("'" + path + "' is a folder, so no file can have that name");
    }
    List<String> segments = path.segments();
    for (int depth = 1; depth < segments.size(); depth++) {
      ArtifactPath above = new ArtifactPath(segments.subList(0, depth));
      if (current(owner, above).isPresent()) {
        throw Failure.conflict("'" + above + "' is a file, so nothing can be put below it");
      }
    }
  }

  private void requireOwner(ArtifactOwner owner) {
    boolean exists =
        switch (owner) {
          case ArtifactOwner.OfRun(var run) -> state.runs.has(run);
          case ArtifactOwner.OfModel(var model) -> state.loggedModels.has(model);
          case ArtifactOwner.OfProject(var project) -> state.projects.has(project);
        };
    if (!exists) {
      throw Failure.notFound("there is no " + words(owner) + " to keep files of");
    }
  }

  private static String words(ArtifactOwner owner) {
    return switch (owner) {
      case ArtifactOwner.OfRun(var run) -> "run with id " + run;
      case ArtifactOwner.OfModel(var model) -> "logged model with id " + model;
      case ArtifactOwner.OfProject(var project) -> "project with id " + project;
    };
  }
}
