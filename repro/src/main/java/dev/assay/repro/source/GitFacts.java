package dev.assay.repro.source;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.capture.Source;
import dev.assay.repro.blob.BlobStore;
import dev.assay.repro.process.Program;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What git says of a commit and of the changes since; asked while the files are looked at. */
final class GitFacts {
  private final Git git;
  private final CompletableFuture<Program.Answer> author;
  private final CompletableFuture<Program.Answer> remotes;
  private final CompletableFuture<Program.Answer> unpushed;

  private GitFacts(Git git) {
    this.git = git;
    this.author = git.begin("log", "-1", "--format=%an <%ae>");
    this.remotes = git.begin("config", "-z", "--get-regexp", "^remote\\..*\\.url$");
    this.unpushed = git.begin("rev-list", "--max-count=1", "HEAD", "--not", "--remotes");
  }

  static GitFacts begin(Git git) {
    return new GitFacts(git);
  }

  Source.Git finish(GitState state, BlobStore blobs, Path scratch) {
    Optional<Digest> patch =
        state.commit().isPresent() && state.isDirty() ? patch(blobs, scratch) : Optional.empty();
    Program.Answer notOnRemote = unpushed.join();
    return new Source.Git(
        state.commit(),
        state.branch(),
        remote(remotes.join().parts()),
        state.commit().flatMap(_ -> said(author.join())),
        state.isDirty(),
        state.commit().isPresent() && notOnRemote.isDone() && notOnRemote.text().isEmpty(),
        patch);
  }

  /**
   * The difference that {@code git apply} takes on the commit. Whatever a person has configured for
   * reading differences is switched off.
   */
  private Optional<Digest> patch(BlobStore blobs, Path scratch) {
    Program.Answer diff =
        git.ask(
            "-c",
            "core.quotePath=true",
            "diff",
            "--binary",
            "--full-index",
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
            "--no-renames",
            "--unified=3",
            "--src-prefix=a/",
            "--dst-prefix=b/",
            "--submodule=short",
            "--ignore-submodules=dirty",
            "HEAD",
            "--");
    if (!diff.isDone() || diff.output().length == 0) {
      return Optional.empty();
    }
    return Optional.of(keep(diff.output(), blobs, scratch));
  }

  private static Digest keep(byte[] content, BlobStore blobs, Path scratch) {
    Digest digest = Digest.of(content);
    try {
      Path draft = Files.createTempFile(Files.createDirectories(scratch), "patch", ".new");
      try {
        Files.write(draft, content);
        blobs.put(digest, draft);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw Failure.unavailable("the patch cannot be kept: " + e.getMessage(), e);
    }
    return digest;
  }

  /** Of {@code remote.<name>.url\n<address>}: that of origin, else the first. */
  static Optional<String> remote(List<String> settings) {
    return settings.stream()
        .filter(setting -> setting.startsWith("remote.origin.url\n"))
        .findFirst()
        .or(() -> settings.stream().findFirst())
        .map(setting -> setting.substring(setting.indexOf('\n') + 1))
        .map(GitFacts::withoutCredentials);
  }

  /** The name of the user stays where it is part of the address, as in {@code ssh://git@host}. */
  static String withoutCredentials(String address) {
    try {
      URI uri = new URI(address);
      String user = uri.getRawUserInfo();
      String bare =
          uri.getRawQuery() == null ? address : address.replace("?" + uri.getRawQuery(), "");
      boolean isHarmless = user == null || (!user.contains(":") && "ssh".equals(uri.getScheme()));
      return isHarmless ? bare : bare.replace(user + "@", "");
    } catch (URISyntaxException e) {
      return address.replaceFirst("^(\\w+://)[^/@]*:[^/]*@", "$1"); // git@host:path has no password
    }
  }

  private static Optional<String> said(Program.Answer answer) {
    return answer.isDone() && !answer.text().isEmpty()
        ? Optional.of(answer.text())
        : Optional.empty();
  }
}
