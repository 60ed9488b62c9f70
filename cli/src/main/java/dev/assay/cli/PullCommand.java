package dev.assay.cli;

import dev.assay.client.AssayClient;
import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.artifact.ArtifactPath;
import dev.assay.repro.deliver.ServerLink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Downloads files of a run; each is checked against its digest before it gets its name. */
@Command(
    name = "pull",
    mixinStandardHelpOptions = true,
    description = "Download the files of a run.")
final class PullCommand implements Callable<Integer> {
  @Mixin private AnswerOptions server = new AnswerOptions();

  @Parameters(index = "0", paramLabel = "RUN", description = "the id of the run")
  private String run = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PATH",
      description = "a file or folder of it (all)")
  private String path = "";

  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      description = "where to put them (a folder named after the run)")
  private @Nullable Path to;

  @Override
  public Integer call() throws IOException {
    Path folder = to == null ? Path.of(run) : to;
    try (ServerLink link = server.connect()) {
      AssayClient client = link.client();
      JsonNode files = client.artifacts(run, path).path("artifacts");
      if (files.isEmpty()) {
        throw Failure.notFound(
            "run " + run + " has no file " + (path.isEmpty() ? "at all" : "at '" + path + "'"));
      }
      for (JsonNode file : files) {
        download(client, file, folder);
      }
      Output.print(
          server.json()
              ? files.toPrettyString()
              : files.size() + (files.size() == 1 ? " file is in " : " files are in ") + folder);
    }
    return Main.DONE;
  }

  private void download(AssayClient client, JsonNode file, Path folder) throws IOException {
    ArtifactPath name = ArtifactPath.parse(file.path("path").asString());
    Path target = folder.resolve(name.toString());
    Files.createDirectories(target.toAbsolutePath().getParent());
    Path draft = Files.createTempFile(target.toAbsolutePath().getParent(), ".assay-", ".part");
    try {
      MessageDigest sha256 = Digest.sha256();
      try (InputStream body = new DigestInputStream(client.file(run, name.toString()), sha256)) {
        Files.copy(body, draft, StandardCopyOption.REPLACE_EXISTING);
      }
      String digest = Digest.ofHash(sha256.digest()).hex();
      if (!digest.equals(file.path("sha256").asString())) {
        throw Failure.corrupt(
            "'"
                + name
                + "' arrived with digest "
                + digest
                + ", not "
                + file.path("sha256").asString());
      }
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
      System.err.println(
          Table.shown(name.toString())
              + "  "
              + file.path("sizeBytes").asString()
              + " bytes, digest checked");
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
