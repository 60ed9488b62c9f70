package dev.assay.core.capture;

import dev.assay.core.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a Python program ran on.
 *
 * @param imported the distributions the program imported, by name
 * @param lockFiles the files that pin packages, found in the working folder; they are in the source
 */
public record Environment(
    Python python,
    List<Distribution> distributions,
    List<String> imported,
    Optional<Conda> conda,
    List<String> lockFiles,
    Platform system,
    Optional<Container> container,
    List<NativeLibrary> nativeLibraries) {
  public Environment {
    distributions = List.copyOf(distributions);
    imported = List.copyOf(imported);
    lockFiles = List.copyOf(lockFiles);
    nativeLibraries = List.copyOf(nativeLibraries);
  }

  /** The interpreter. */
  public record Python(
      String version,
      String implementation,
      String build,
      String executable,
      String prefix,
      boolean isVirtual) {}

  /**
   * An installed distribution.
   *
   * @param origin {@code index}, {@code url}, {@code vcs}, {@code local} or {@code editable}
   * @param url where a distribution that is not of an index came from
   * @param commit of one that came from version control
   * @param kept the blob with its source or wheel, when it cannot be installed by name and version
   */
  public record Distribution(
      String name,
      String version,
      String origin,
      Optional<String> url,
      Optional<String> commit,
      Optional<Digest> kept) {}

  /** The packages of a conda environment. */
  public record Conda(String prefix, List<Map<String, String>> packages) {
    public Conda {
      packages = List.copyOf(packages);
    }
  }

  /** The operating system. */
  public record Platform(
      String system,
      String release,
      String machine,
      String distribution,
      String libc,
      String locale,
      String encoding) {}

  /** The container it ran in; {@code image} is empty when it cannot be told. */
  public record Container(String kind, String image) {}

  /** A library that decides numbers: BLAS, CUDA, cuDNN, the driver. */
  public record NativeLibrary(String name, String version, String path) {}
}
