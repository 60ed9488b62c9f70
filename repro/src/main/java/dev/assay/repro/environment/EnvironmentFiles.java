package dev.assay.repro.environment;

import dev.assay.core.capture.Environment;
import dev.assay.core.capture.Environment.Distribution;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** An environment as the files that tools read. */
public final class EnvironmentFiles {
  private static final Set<String> OF_CONDA = Set.of("conda");

  private EnvironmentFiles() {}

  /** For {@code pip install --no-deps -r}; what pip cannot install is a comment. */
  public static String requirements(Environment environment) {
    return "# Python "
        + environment.python().version()
        + "\n"
        + environment.distributions().stream()
            .map(each -> requirement(each) + "\n")
            .collect(Collectors.joining());
  }

  private static String requirement(Distribution each) {
    return installable(each)
        .orElseGet(
            () ->
                "# "
                    + each.name()
                    + "=="
                    + each.version()
                    + " was installed from "
                    + each.url().orElse("a place that is not known"));
  }

  /** As one line of a requirements file; empty for what lay on the machine. */
  static Optional<String> installable(Distribution each) {
    return switch (each.origin()) {
      case "url" -> each.url().map(url -> each.name() + " @ " + url);
      case "vcs" -> each.url().map(url -> each.name() + " @ " + atCommit(url, each.commit()));
      case "editable", "local" -> Optional.empty();
      default -> Optional.of(each.name() + "==" + each.version());
    };
  }

  private static String atCommit(String url, Optional<String> commit) {
    int fragment = url.indexOf('#');
    String address = fragment < 0 ? url : url.substring(0, fragment);
    String rest = fragment < 0 ? "" : url.substring(fragment);
    String system = address.matches("\\w+\\+.*") ? "" : "git+";
    return system + address + commit.map(each -> "@" + each).orElse("") + rest;
  }

  /** For {@code conda env create -f}; packages that conda did not install are left to pip. */
  public static String conda(Environment environment) {
    StringBuilder file = new StringBuilder("name: assay\n");
    file.append(channels(environment)).append("dependencies:\n");
    Optional<Environment.Conda> conda = environment.conda();
    if (conda.isPresent()) {
      for (Map<String, String> each : conda.get().packages()) {
        file.append("  - ").append(each.getOrDefault("name", ""));
        file.append('=').append(each.getOrDefault("version", ""));
        file.append('=').append(each.getOrDefault("build", "")).append('\n');
      }
    } else {
      file.append("  - python=").append(environment.python().version()).append('\n');
      file.append("  - pip\n");
    }
    String pip =
        environment.distributions().stream()
            .filter(each -> conda.isEmpty() || !OF_CONDA.contains(each.origin()))
            .map(each -> "      " + pipLine(each) + "\n")
            .collect(Collectors.joining());
    return pip.isEmpty() ? file.toString() : file.append("  - pip:\n").append(pip).toString();
  }

  private static String channels(Environment environment) {
    Set<String> channels =
        environment.conda().stream()
            .flatMap(conda -> conda.packages().stream())
            .map(each -> each.getOrDefault("channel", ""))
            .map(
                channel ->
                    channel.substring(
                        channel.lastIndexOf("conda.anaconda.org/") < 0
                            ? 0
                            : channel.lastIndexOf("conda.anaconda.org/")
                                + "conda.anaconda.org/".length()))
            .map(channel -> channel.contains("://") ? channel : channel.split("/")[0])
            .filter(channel -> !channel.isEmpty())
            .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    String all =
        (channels.isEmpty() ? Set.of("conda-forge") : channels)
            .stream().map(each -> "  - " + each + "\n").collect(Collectors.joining());
    return "channels:\n" + all;
  }

  private static String pipLine(Distribution each) {
    String line = requirement(each);
    return line.startsWith("#") ? line : "- " + line;
  }

  /** Builds an image with the same packages; the image it ran in is the base when it is known. */
  public static String dockerfile(Environment environment) {
    String image =
        environment
            .container()
            .map(Environment.Container::image)
            .filter(each -> !each.isEmpty())
            .orElse("python:" + environment.python().version() + "-slim");
    return """
        FROM %s
        WORKDIR /work
        COPY requirements.txt .
        RUN python -m pip install --no-cache-dir --no-deps -r requirements.txt
        COPY . .
        """
        .formatted(image);
  }
}
