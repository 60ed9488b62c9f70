package dev.assay.repro.data;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.capture.DataFile;
import dev.assay.core.capture.Source;
import dev.assay.repro.blob.BlobStore;
import dev.assay.repro.data.DataRestore.Plan;
import dev.assay.repro.data.DataRestore.Step;
import dev.assay.repro.files.FileNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds out where the data of a rerun comes from. For one plan; not thread-safe. */
final class DataPlanning {
  private static final String OWN_FOLDER = ".assay-data";
  private static final int NAMED_MAX = 5;

  private final BlobStore blobs;
  private final DataDigests digests;
  private final Path root;
  private final Path workingFolder;
  private final List<String> argv;
  private final Path folder;
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, String> arguments = new HashMap<>();

  DataPlanning(
      BlobStore blobs, DataDigests digests, Source source, List<String> argv, Path folder) {
    this.blobs = blobs;
    this.digests = digests;
    this.root = FileNames.path(source.root());
    this.workingFolder = FileNames.below(root, source.folder()).normalize();
    this.argv = List.copyOf(argv);
    this.folder = folder.toAbsolutePath().normalize();
  }

  Plan plan() {
    return new Plan(steps, arguments);
  }

  void add(DataFile file) {
    steps.add(step(file));
  }

  private Step step(DataFile file) {
    if (file.path().contains("://")) {
      return url(file);
    }
    Path original = FileNames.path(file.path()).normalize();
    boolean isInside = original.startsWith(root);
    Path inside = isInside ? folder.resolve(root.relativize(original)) : original;
    if (isInside) {
      mentioned(original).forEach(each -> replace(each, inside));
    }
    if (file.note().filter(DataCapture.IN_SOURCE::equals).isPresent()) {
      return new Step.InSource(file);
    }
    if (file.sha256().isEmpty()) {
      return new Step.Unchecked(file, file.note().orElse("it has no digest"));
    }
    There there = there(file, original);
    if (there.digest().equals(file.sha256())) {
      if (isInside) {
        return new Step.FromOriginal(file, original, inside);
      }
      mentioned(original).forEach(each -> replace(each, original));
      return new Step.InPlace(file);
    }
    if (!file.isKept()) {
      return new Step.Missing(file, explained(file, there, "and the store does not have it"));
    }
    return isInside ? new Step.FromStore(file, inside) : outside(file, original, there);
  }

  private static Step url(DataFile file) {
    Optional<String> now = file.etag().flatMap(_ -> UrlInputs.etag(file.path()));
    if (now.isPresent() && !now.equals(file.etag())) {
      return new Step.Missing(
          file,
          "data "
              + file.path()
              + " is another: expected ETag "
              + file.etag().orElse("")
              + ", there is "
              + now.get());
    }
    return now.isPresent()
        ? new Step.InPlace(file)
        : new Step.Unchecked(file, "it is a URL whose content cannot be told");
  }

  /** What lies at a place; {@code text} says it to people. */
  private record There(Optional<Digest> digest, String text) {}

  private There there(DataFile file, Path original) {
    if (isFolder(file)) {
      return thereFolder(file, original);
    }
    DataDigests.Digested digested = digests.file(original);
    String text =
        digested
            .sha256()
            .map(each -> each + ", " + digested.bytes() + " bytes")
            .orElse(digested.note());
    return new There(digested.sha256(), text);
  }

  private There thereFolder(DataFile file, Path original) {
    if (!Files.isDirectory(original)) {
      return new There(Optional.empty(), "there is no such folder");
    }
    FolderListing now = new FolderDigests(digests).list(original);
    Digest digest = Digest.of(now.write());
    if (file.sha256().filter(digest::equals).isPresent()) {
      return new There(Optional.of(digest), "");
    }
    String differences =
        file.sha256()
            .flatMap(this::listing)
            .map(was -> was.differencesTo(now))
            .map(DataPlanning::described)
            .orElse("");
    return new There(Optional.of(digest), digest + differences);
  }

  private static String described(Map<String, String> differences) {
    String some =
        differences.entrySet().stream()
            .limit(NAMED_MAX)
            .map(each -> "'" + each.getKey() + "' " + each.getValue())
            .collect(Collectors.joining(", "));
    return " (" + some + (differences.size() > NAMED_MAX ? ", ...)" : ")");
  }

  private Optional<FolderListing> listing(Digest digest) {
    try (InputStream in = blobs.open(digest)) {
      return Optional.of(FolderListing.read(in.readAllBytes()));
    } catch (IOException | Failure e) {
      return Optional.empty(); // then it is said without the names of the files
    }
  }

  private Step outside(DataFile file, Path original, There there) {
    List<String> named = mentioned(original);
    if (!named.isEmpty()) {
      Path to =
          folder
              .resolve(OWN_FOLDER)
              .resolve(Integer.toString(steps.size()))
              .resolve(name(original));
      named.forEach(each -> replace(each, to));
      return new Step.FromStore(file, to);
    }
    if (!Files.exists(original)) {
      return new Step.FromStore(file, original);
    }
    return new Step.Missing(
        file,
        explained(
            file,
            there,
            "the store has it, but the program reads it there: move the file away, and it is put"
                + " back"));
  }

  private static Path name(Path file) {
    Path name = file.getFileName();
    return name == null ? Path.of("data") : name;
  }

  private static String explained(DataFile file, There there, String more) {
    String expected = file.sha256().map(Digest::hex).orElse("");
    return "data "
        + (isFolder(file) ? "folder '" : "file '")
        + file.path()
        + "' is not what it was: expected "
        + expected
        + ", "
        + file.bytes()
        + " bytes; there: "
        + there.text()
        + "; "
        + more;
  }

  static boolean isFolder(DataFile file) {
    return file.path().endsWith("/");
  }

  /** The arguments that name the file: whole, or after the {@code =} of an option. */
  private List<String> mentioned(Path file) {
    return argv.stream().filter(each -> means(value(each), file)).toList();
  }

  private static String value(String argument) {
    boolean isOption = argument.startsWith("-") || argument.matches("[\\w.+-]+=.*");
    return isOption ? argument.substring(argument.indexOf('=') + 1) : argument;
  }

  private boolean means(String value, Path file) {
    if (value.isEmpty() || value.indexOf('\0') >= 0 || value.length() > 4096) {
      return false;
    }
    return workingFolder.resolve(FileNames.relative(value)).normalize().equals(file);
  }

  private void replace(String argument, Path by) {
    String value = value(argument);
    boolean isRelativeInside =
        !value.startsWith("/") && by.startsWith(folder) && isBelowRoot(value);
    if (!isRelativeInside) { // the restored source has it at the same relative place
      String front = argument.substring(0, argument.length() - value.length());
      arguments.put(argument, front + FileNames.text(by));
    }
  }

  private boolean isBelowRoot(String value) {
    return workingFolder.resolve(FileNames.relative(value)).normalize().startsWith(root);
  }
}
