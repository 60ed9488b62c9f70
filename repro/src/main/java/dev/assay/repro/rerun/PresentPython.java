package dev.assay.repro.rerun;

import dev.assay.core.Failure;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** The interpreter a person would get by typing its name. */
final class PresentPython {
  private PresentPython() {}

  static Path find() {
    String search = System.getenv().getOrDefault("PATH", "");
    return Stream.of("python", "python3")
        .flatMap(
            name ->
                Arrays.stream(search.split(File.pathSeparator))
                    .filter(folder -> !folder.isEmpty())
                    .map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                Failure.unavailable(
                    "there is no python on the PATH; activate an environment, or leave --env away"));
  }
}
