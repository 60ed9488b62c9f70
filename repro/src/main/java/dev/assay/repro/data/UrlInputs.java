package dev.assay.repro.data;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.capture.DataFile;
import dev.assay.repro.blob.BlobStore;
import dev.assay.repro.files.FileDigests;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Inputs that are URLs: known by their ETag; digested and kept when they are small. */
final class UrlInputs {
  private static final Duration WAIT_MAX = Duration.ofSeconds(20);
  private static final int DONE = 200;
  private static final Pattern SECRET_PARAMETER =
      Pattern.compile(
          "([?&][^=&#]*(?:token|key|secret|sig|password|credential)[^=&#]*=)[^&#]*",
          Pattern.CASE_INSENSITIVE);

  private final BlobStore blobs;

  UrlInputs(BlobStore blobs) {
    this.blobs = blobs;
  }

  DataFile capture(DeclaredInput input, Keeping keeping) {
    try (HttpClient client = client()) {
      Head head = head(client, input.place());
      boolean isSmall = head.bytes().isPresent() && keeping.take(head.bytes().getAsLong(), 1);
      return isSmall ? download(client, input, head) : described(input, head);
    } catch (IOException | IllegalArgumentException e) {
      return unknown(input, "it cannot be asked: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unknown(input, "interrupted while it was asked");
    }
  }

  /** The ETag that the URL has now. */
  static Optional<String> etag(String url) {
    try (HttpClient client = client()) {
      return head(client, url).etag();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .connectTimeout(WAIT_MAX)
        .followRedirects(HttpClient.Redirect.NORMAL)
        .build();
  }

  private record Head(Optional<String> etag, OptionalLong bytes) {}

  private static Head head(HttpClient client, String url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(WAIT_MAX).HEAD().build();
    HttpResponse<Void> answer = client.send(request, HttpResponse.BodyHandlers.discarding());
    if (answer.statusCode() != DONE) {
      throw new IOException("it answers " + answer.statusCode());
    }
    return new Head(
        answer.headers().firstValue("etag"), answer.headers().firstValueAsLong("content-length"));
  }

  private DataFile download(HttpClient client, DeclaredInput input, Head head)
      throws IOException, InterruptedException {
    Path draft = Files.createTempFile("assay", ".download");
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(input.place())).timeout(WAIT_MAX).build();
      HttpResponse<Path> answer = client.send(request, HttpResponse.BodyHandlers.ofFile(draft));
      if (answer.statusCode() != DONE) {
        throw new IOException("it answers " + answer.statusCode());
      }
      Digest digest = FileDigests.of(draft);
      blobs.put(digest, draft);
      return file(
          input, Optional.of(digest), Files.size(draft), true, head.etag(), Optional.empty());
    } catch (Failure e) {
      return described(input, head);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static DataFile described(DeclaredInput input, Head head) {
    String note =
        head.etag().isPresent()
            ? "known by its ETag alone"
            : "it has no ETag: whether it changed cannot be told";
    return file(
        input, Optional.empty(), head.bytes().orElse(0), false, head.etag(), Optional.of(note));
  }

  private static DataFile unknown(DeclaredInput input, String note) {
    return file(input, Optional.empty(), 0, false, Optional.empty(), Optional.of(note));
  }

  private static DataFile file(
      DeclaredInput input,
      Optional<Digest> digest,
      long bytes,
      boolean isKept,
      Optional<String> etag,
      Optional<String> note) {
    return new DataFile(
        withoutCredentials(input.place()), input.name(), digest, bytes, isKept, etag, note);
  }

  static String withoutCredentials(String url) {
    String bare = url.replaceFirst("^(\\w+://)[^/@]*@", "$1");
    return SECRET_PARAMETER.matcher(bare).replaceAll("$1***");
  }
}
