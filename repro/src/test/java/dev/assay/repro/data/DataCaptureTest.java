package dev.assay.repro.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.assay.core.Digest;
import dev.assay.core.capture.DataFile;
import dev.assay.repro.blob.FolderBlobs;
import dev.assay.repro.environment.EnvironmentPaths;
import dev.assay.repro.files.FileNames;
import dev.assay.repro.files.StatCache;
import dev.assay.repro.process.Program;
import dev.assay.repro.source.SourceLimits;
import dev.assay.repro.source.SourceRequest;
import dev.assay.repro.source.SourceSnapshot;
import dev.assay.repro.source.TakenSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataCaptureTest {
  @TempDir Path temp;
  private FolderBlobs blobs;

  @BeforeEach
  void open() throws IOException {
    temp = temp.toRealPath();
    blobs = new FolderBlobs(temp.resolve("blobs"));
  }

  private Path file(String path, String content) throws IOException {
    Path file = FileNames.below(temp, path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private List<DataFile> capture(
      KeepBudget budget, DataSelection.Selected selected, String... declared) {
    try (StatCache cache = StatCache.open(temp.resolve("cache/digests"))) {
      return new DataCapture(blobs, cache, budget)
          .capture(List.of(declared).stream().map(DeclaredInput::parse).toList(), selected, temp);
    }
  }

  private static DataSelection.Selected reading(Path... files) {
    return new DataSelection.Selected(
        List.of(files), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
  }

  @Test
  void digestsAndKeepsDeclaredAndReadFiles() throws IOException {
    file("train.csv", "1,2");
    Path read = file("o ü\uDCFF.csv", "3");

    assertThat(capture(KeepBudget.DEFAULT, reading(read), "train.csv=train"))
        .containsExactly(
            new DataFile(
                temp + "/train.csv",
                Optional.of("train"),
                Optional.of(Digest.of("1,2")),
                3,
                true,
                Optional.empty(),
                Optional.empty()),
            new DataFile(
                temp + "/o ü\uDCFF.csv",
                Optional.empty(),
                Optional.of(Digest.of("3")),
                1,
                true,
                Optional.empty(),
                Optional.empty()));
    assertThat(blobs.has(Digest.of("3"))).isTrue();
  }

  @Test
  void keepsWhatFitsTheBudgetDeclaredFirstThenSmallBeforeLarge() throws IOException {
    Path large = file("large", "x".repeat(60));
    Path small = file("small", "y".repeat(30));
    file("declared", "z".repeat(50));

    List<DataFile> files = capture(new KeepBudget(100, 10), reading(large, small), "declared");

    assertThat(files)
        .extracting(DataFile::path, DataFile::isKept)
        .containsExactly(
            Tuple.tuple(temp + "/declared", true),
            Tuple.tuple(temp + "/large", false),
            Tuple.tuple(temp + "/small", true));
  }

  @Test
  void namesWhatIsMissingOrCannotBeReadTwice() throws IOException {
    assertThat(Program.ask(temp, "mkfifo", "pipe").isDone()).isTrue();

    assertThat(capture(KeepBudget.DEFAULT, reading(temp.resolve("pipe")), "gone.csv"))
        .extracting(DataFile::sha256, DataFile::note)
        .containsExactly(
            Tuple.tuple(Optional.empty(), Optional.of("there is no such file")),
            Tuple.tuple(
                Optional.empty(),
                Optional.of("a pipe, a socket or a device: it cannot be read twice")));
  }

  @Test
  void digestsAFolderThroughLinksAndLoops() throws IOException {
    file("data/b.csv", "b");
    file("data/sub/a.csv", "a");
    file("elsewhere/c.csv", "c");
    Files.createSymbolicLink(temp.resolve("data/loop"), Path.of("."));
    Files.createSymbolicLink(temp.resolve("data/other"), temp.resolve("elsewhere"));
    Files.createSymbolicLink(temp.resolve("data/nowhere"), Path.of("no"));
    Files.createSymbolicLink(temp.resolve("data/link.csv"), Path.of("b.csv"));

    DataFile folder =
        capture(KeepBudget.DEFAULT, DataSelection.Selected.NOTHING, "data").getFirst();
    FolderListing listing =
        FolderListing.read(blobs.open(folder.sha256().orElseThrow()).readAllBytes());

    assertThat(folder.path()).isEqualTo(temp + "/data/");
    assertThat(listing.entries())
        .extracting(
            FolderListing.Entry::path, FolderListing.Entry::sha256, FolderListing.Entry::note)
        .containsExactly(
            Tuple.tuple("b.csv", Optional.of(Digest.of("b")), ""),
            Tuple.tuple("link.csv", Optional.of(Digest.of("b")), ""),
            Tuple.tuple("loop", Optional.empty(), "a link to a folder that is listed already"),
            Tuple.tuple("nowhere", Optional.empty(), "leads nowhere"),
            Tuple.tuple("other/c.csv", Optional.of(Digest.of("c")), ""),
            Tuple.tuple("sub/a.csv", Optional.of(Digest.of("a")), ""));
    assertThat(capture(KeepBudget.DEFAULT, DataSelection.Selected.NOTHING, "data").getFirst())
        .isEqualTo(folder);
  }

  @Test
  void seesAChangedByteAlsoWhenSizeAndTimeAreTheSame() throws IOException {
    Path file = file("train.csv", "1,2");
    Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1_000_000));
    Digest before = capture(KeepBudget.DEFAULT, reading(file)).getFirst().sha256().orElseThrow();
    Files.writeString(file, "1,3");
    Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1_000_000));

    assertThat(capture(KeepBudget.DEFAULT, reading(file)).getFirst().sha256())
        .contains(Digest.of("1,3"))
        .isNotEqualTo(Optional.of(before));
  }

  @Test
  void knowsUrlsByTheirEtagAndKeepsSmallOnes() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean isHead = exchange.getRequestMethod().equals("HEAD");
          exchange.getResponseHeaders().add("ETag", "\"v1\"");
          if (isHead) {
            exchange.getResponseHeaders().add("Content-Length", "3");
          }
          exchange.sendResponseHeaders(200, isHead ? -1 : 3);
          if (!isHead) {
            exchange.getResponseBody().write("abc".getBytes(StandardCharsets.UTF_8));
          }
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/d.csv?token=hidden";

      DataFile kept = capture(KeepBudget.DEFAULT, DataSelection.Selected.NOTHING, url).getFirst();
      DataFile known = capture(KeepBudget.NOTHING, DataSelection.Selected.NOTHING, url).getFirst();

      assertThat(kept.sha256()).contains(Digest.of("abc"));
      assertThat(kept.isKept()).isTrue();
      assertThat(kept.etag()).contains("\"v1\"");
      assertThat(kept.path()).endsWith("/d.csv?token=***");
      assertThat(known.sha256()).isEmpty();
      assertThat(known.note()).contains("known by its ETag alone");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void readsTheNamesOfInputs() {
    assertThat(DeclaredInput.parse("data/train.csv=train"))
        .isEqualTo(new DeclaredInput("data/train.csv", Optional.of("train")));
    assertThat(DeclaredInput.parse("data/a=b/train.csv"))
        .isEqualTo(new DeclaredInput("data/a=b/train.csv", Optional.empty()));
    assertThat(DeclaredInput.parse("http://h/x?version=2"))
        .isEqualTo(new DeclaredInput("http://h/x?version=2", Optional.empty()));
    assertThat(DeclaredInput.parse("http://h/x=set").name()).contains("set");
  }

  @Test
  void tellsDataFromSourceEnvironmentOwnFilesAndWhatTheProgramMade() throws IOException {
    Path root = temp.resolve("project");
    file("project/train.py", "code");
    file("project/config.yaml", "lr: 1");
    file("project/large.csv", "x".repeat(200));
    file("project/.env", "PASSWORD=1");
    file("project/out.txt", "made");
    file("outside.csv", "o");
    file("state.json", "s");
    file("venv/lib/python3.11/os.py", "stdlib");
    file("other/site-packages/pkg/data.json", "p");
    file("own/spool", "o");
    SourceLimits limits = SourceLimits.DEFAULT.withFileBytesMax(100);
    TakenSource source =
        new SourceSnapshot(blobs, temp.resolve("cache"))
            .take(new SourceRequest(root, limits, Set.of()));

    DataSelection.Selected selected =
        new DataSelection(
                Optional.of(source),
                new EnvironmentPaths(Set.of(temp.resolve("venv"))),
                Set.of(temp.resolve("own")))
            .select(
                List.of(
                    read("project/train.py"),
                    read("project/.git/HEAD"),
                    read("project/config.yaml"),
                    read("project/large.csv"),
                    read("project/.env"),
                    write("project/out.txt"),
                    read("project/out.txt"),
                    read("outside.csv"),
                    read("outside.csv"),
                    read("state.json"),
                    write("state.json"),
                    read("venv/lib/python3.11/os.py"),
                    read("other/site-packages/pkg/data.json"),
                    read("own/spool"),
                    read("gone.csv"),
                    write("gone.tmp"),
                    new FileUse(FileUse.Kind.READ, "/proc/cpuinfo"),
                    new FileUse(FileUse.Kind.READ, "/usr/share/zoneinfo/UTC"),
                    new FileUse(FileUse.Kind.WRITE, "/dev/null")));

    assertThat(selected.data()).containsExactly(at("outside.csv"), at("project/large.csv"));
    assertThat(selected.inSource()).containsExactly(at("project/config.yaml"));
    assertThat(selected.changed()).containsExactly(at("state.json"));
    assertThat(selected.gone()).containsExactly(at("gone.csv"));
    assertThat(selected.written()).containsExactly(at("project/out.txt"), at("state.json"));
    assertThat(selected.secret()).containsExactly(at("project/.env"));
    assertThat(selected.findings()).extracting("code").containsExactly("left-out-file-read");
  }

  private Path at(String path) {
    return temp.resolve(path);
  }

  private FileUse read(String path) {
    return new FileUse(FileUse.Kind.READ, at(path).toString());
  }

  private FileUse write(String path) {
    return new FileUse(FileUse.Kind.WRITE, at(path).toString());
  }
}
