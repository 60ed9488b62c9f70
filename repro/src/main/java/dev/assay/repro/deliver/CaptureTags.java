package dev.assay.repro.deliver;

import dev.assay.core.Digest;
import dev.assay.core.capture.Capture;
import dev.assay.core.capture.DataFile;
import dev.assay.core.capture.Environment;
import dev.assay.core.capture.Randomness;
import dev.assay.core.capture.Source;
import dev.assay.repro.spool.Remedies;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The tags of a run by which people search, from its capture; names as they are customary. */
final class CaptureTags {
  private static final Map<String, String> VERSIONS =
      Map.of(
          "torch", "pytorch_version",
          "numpy", "numpy_version",
          "tensorflow", "tensorflow_version",
          "scikit-learn", "sklearn_version");
  private static final int TEXT_LENGTH_MAX = 5_000;

  private CaptureTags() {}

  static Map<String, String> of(Capture capture) {
    Map<String, String> tags = new TreeMap<>();
    tags.put("assay.execution", capture.execution());
    tags.put("assay.completeness", Completion.percent(capture) + "%");
    tags.put("assay.command", cut(Remedies.shell(capture.command().argv())));
    tags.put("assay.folder", cut(capture.command().folder()));
    tags.put("assay.exit", Delivery.exit(capture.outcome()));
    capture.source().flatMap(Source::git).ifPresent(git -> git(tags, git));
    capture.environment().ifPresent(environment -> environment(tags, environment));
    seed(capture).ifPresent(seed -> tags.put("random_seed", seed));
    data(tags, capture.data());
    return tags;
  }

  private static void git(Map<String, String> tags, Source.Git git) {
    git.commit().ifPresent(commit -> tags.put("git_commit", commit));
    git.branch().ifPresent(branch -> tags.put("git_branch", branch));
    git.remote().ifPresent(remote -> tags.put("mlflow.source.git.repoURL", remote));
    git.commit().ifPresent(commit -> tags.put("mlflow.source.git.commit", commit));
  }

  private static void environment(Map<String, String> tags, Environment environment) {
    tags.put("python_version", environment.python().version());
    for (Environment.Distribution distribution : environment.distributions()) {
      String tag = VERSIONS.get(distribution.name().toLowerCase(java.util.Locale.ROOT));
      if (tag != null) {
        tags.put(tag, distribution.version());
      }
    }
    for (Environment.NativeLibrary library : environment.nativeLibraries()) {
      switch (library.name().toLowerCase(java.util.Locale.ROOT)) {
        case "cuda" -> tags.put("cuda_version", library.version());
        case "cudnn" -> tags.put("cudnn_version", library.version());
        default -> {} // others have no customary name
      }
    }
  }

  private static Optional<String> seed(Capture capture) {
    List<Randomness.Seed> seeds = capture.randomness().seeds();
    return seeds.stream()
        .filter(seed -> seed.origin().equals("assay"))
        .map(Randomness.Seed::value)
        .findFirst()
        .or(
            () -> {
              List<String> values = seeds.stream().map(Randomness.Seed::value).distinct().toList();
              return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
            });
  }

  /** One file has its own digest; several have that of their list. */
  private static void data(Map<String, String> tags, List<DataFile> data) {
    List<DataFile> known = data.stream().filter(file -> file.sha256().isPresent()).toList();
    if (known.size() == 1) {
      tags.put("data_hash", known.getFirst().sha256().orElseThrow().hex());
      tags.put("data_path", cut(known.getFirst().path()));
    } else if (!known.isEmpty()) {
      String list =
          known.stream()
              .map(file -> file.sha256().orElseThrow() + " " + file.path())
              .sorted()
              .collect(Collectors.joining("\n"));
      tags.put("data_hash", Digest.of(list).hex());
      tags.put(
          "data_path", cut(known.stream().map(DataFile::path).collect(Collectors.joining(", "))));
    }
  }

  private static String cut(String text) {
    return text.length() <= TEXT_LENGTH_MAX ? text : text.substring(0, TEXT_LENGTH_MAX);
  }
}
