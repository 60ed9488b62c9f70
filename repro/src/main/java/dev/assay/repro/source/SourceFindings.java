package dev.assay.repro.source;

import dev.assay.core.capture.Finding;
import dev.assay.core.capture.Source;
import dev.assay.core.capture.Source.LeftOut;
import dev.assay.repro.files.FileNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a person should know about a snapshot. */
final class SourceFindings {
  private static final int NAMED_MAX = 3;
  private static final int POINTER_BYTES_MIN = 100;
  private static final int POINTER_BYTES_MAX = 400;
  private static final byte[] POINTER =
      "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);

  private SourceFindings() {}

  static Finding refused(String error) {
    return new Finding(
        "git-refused",
        "git does not read this repository, so its folder was taken as it is: "
            + error.lines().findFirst().orElse("git gave no reason"),
        error.contains("safe.directory")
            ? "git config --global --add safe.directory <folder>"
            : "run 'git status' in the folder to see what is wrong");
  }

  static Optional<Finding> unpushed(Optional<Source.Git> git) {
    return git.filter(each -> each.commit().isPresent() && !each.isPushed())
        .map(
            each ->
                new Finding(
                    "unpushed-commit",
                    "commit " + each.commit().orElse("") + " is on no remote, as far as known here",
                    "git push; the files themselves are in the snapshot"));
  }

  static Finding tooLarge(Path folder, int filesMax) {
    return new Finding(
        "source-folder-too-large",
        folder
            + " is not under git and has more than "
            + filesMax
            + " files: only those in the folder itself and those that are imported are kept",
        "run in the folder of the program, or put it under git");
  }

  static Optional<Finding> leftOut(List<LeftOut> leftOut) {
    List<LeftOut> large =
        leftOut.stream().filter(each -> SourceLimiting.isForSize(each.reason())).toList();
    if (large.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "source-left-out",
            large.size() + " files are too large for the snapshot: " + names(large),
            "raise the limit, or ignore them in .gitignore when they are not source"));
  }

  private static String names(List<LeftOut> all) {
    String some =
        all.stream().limit(NAMED_MAX).map(LeftOut::path).collect(Collectors.joining(", "));
    return all.size() > NAMED_MAX ? some + ", ..." : some;
  }

  /** Files that git-lfs left as pointers; only looked for where a tree uses it. */
  static Optional<Finding> pointers(List<Seen> all) {
    boolean usesLfs =
        all.stream()
            .filter(each -> each.path().endsWith(".gitattributes") && !each.isLink())
            .anyMatch(each -> contains(each.file(), "filter=lfs"));
    if (!usesLfs) {
      return Optional.empty();
    }
    List<String> pointers = new ArrayList<>();
    for (Seen each : all) {
      long bytes = each.stat().sizeBytes();
      boolean mayBe = bytes >= POINTER_BYTES_MIN && bytes <= POINTER_BYTES_MAX && !each.isLink();
      if (mayBe && isPointer(each.file())) {
        pointers.add(each.path());
      }
    }
    return pointers.isEmpty() ? Optional.empty() : Optional.of(pointers(pointers.size(), pointers));
  }

  private static Finding pointers(int count, List<String> paths) {
    return new Finding(
        "lfs-pointer",
        count
            + " files are git-lfs pointers, not their content: "
            + String.join(", ", paths.subList(0, Math.min(NAMED_MAX, count))),
        "git lfs pull");
  }

  private static boolean isPointer(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return java.util.Arrays.equals(in.readNBytes(POINTER.length), POINTER);
    } catch (IOException e) {
      return false; // packing will say that it cannot be read
    }
  }

  private static boolean contains(Path file, String text) {
    try {
      return FileNames.text(Files.readAllBytes(file)).contains(text);
    } catch (IOException e) {
      return false;
    }
  }
}
