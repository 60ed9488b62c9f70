package dev.assay.repro.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.capture.SourceFile;
import dev.assay.repro.blob.FolderBlobs;
import dev.assay.repro.process.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceRestoreTest {
  @TempDir Path temp;
  private Path folder;
  private Path target;
  private FolderBlobs blobs;
  private SourceRestore restore;

  @BeforeEach
  void open() throws IOException {
    temp = temp.toRealPath();
    folder = temp.resolve("project");
    target = Files.createDirectory(temp.resolve("work")).resolve("target");
    blobs = new FolderBlobs(temp.resolve("blobs"));
    restore = new SourceRestore(blobs);
  }

  private TakenSource take() {
    return new SourceSnapshot(blobs, temp.resolve("cache")).take(SourceRequest.of(folder));
  }

  private static SourceFile file(String path, Digest pack, long offset, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return new SourceFile.Regular(path, false, Digest.of(bytes), bytes.length, pack, offset, "");
  }

  private Digest pack(String content) throws IOException {
    Path file = Files.writeString(temp.resolve("pack"), content);
    blobs.put(Digest.of(content), file);
    return Digest.of(content);
  }

  private List<String> leftBehind() throws IOException {
    try (Stream<Path> files = Files.list(target.getParent())) {
      return files.map(each -> String.valueOf(each.getFileName())).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../escaped",
        "/tmp/escaped",
        "a/../../escaped",
        "a//b",
        "./a",
        "",
        ".git/hooks/pre-commit",
        "sub/.git/config",
        "a/",
        "nul\0"
      })
  void refusesPathsThatLeadElsewhere(String path) throws IOException {
    SourceListing hostile = SourceListing.of(List.of(file(path, pack("x"), 0, "x")));

    assertThatThrownBy(() -> restore.restore(hostile, target))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("is not restored");
    assertThatThrownBy(() -> restore.overlay(hostile, List.of(path), target))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("is not restored");
    assertThat(leftBehind()).isEmpty();
  }

  @Test
  void neverWritesThroughALinkOfTheManifest() throws IOException {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    SourceListing hostile =
        SourceListing.of(
            List.of(
                new SourceFile.Link("a", outside.toString()),
                file("a/escaped", pack("x"), 0, "x")));

    assertThatThrownBy(() -> restore.restore(hostile, target))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("below something that is no folder");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void neverWritesThroughALinkOfTheTreeWhenFilesAreLaidOver() throws IOException {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.createDirectory(target);
    Files.createSymbolicLink(target.resolve("a"), outside);
    SourceListing listing = SourceListing.of(List.of(file("a/b", pack("x"), 0, "x")));

    assertThatThrownBy(() -> restore.overlay(listing, List.of("a/b"), target))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("is a link");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void leavesNothingBehindWhenAFileIsNotWhatWasWritten() throws IOException {
    Digest pack = pack("onetwo");
    SourceListing wrong =
        SourceListing.of(List.of(file("one", pack, 0, "one"), file("two", pack, 3, "TWO")));

    assertThatThrownBy(() -> restore.restore(wrong, target))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.CORRUPT))
        .hasMessageContaining("'two'");
    assertThat(leftBehind()).isEmpty();
  }

  @Test
  void leavesNothingBehindWhenAPackIsMissing() throws IOException {
    SourceListing listing = SourceListing.of(List.of(file("one", Digest.of("no pack"), 0, "one")));

    assertThatThrownBy(() -> restore.restore(listing, target)).isInstanceOf(Failure.class);
    assertThat(leftBehind()).isEmpty();
  }

  @Test
  void refusesAFolderThatHoldsSomething() throws IOException {
    Files.createDirectory(target);
    Files.writeString(target.resolve("mine"), "x");
    SourceListing listing = SourceListing.of(List.of(file("one", pack("one"), 0, "one")));

    assertThatThrownBy(() -> restore.restore(listing, target))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("is not empty");
    assertThat(target.resolve("mine")).hasContent("x");
    Files.delete(target.resolve("mine"));
    restore.restore(listing, target);
    assertThat(target.resolve("one")).hasContent("one");
  }

  @Test
  void leavesNothingBehindWhenTheDiskIsFull() throws IOException {
    Path disk = Files.createDirectory(temp.resolve("disk"));
    boolean isMounted =
        Program.ask(temp, "mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString())
            .isDone();
    assumeThat(isMounted).as("a small disk can be mounted here").isTrue();
    try {
      for (int i = 0; i < 40; i++) { // less than the disk has, but every file takes a whole block
        new GitFolder(folder).file("file" + i, "x".repeat(4100) + i);
      }
      SourceListing listing = take().listing();
      SourceListing large = SourceListing.of(List.of(file("a", pack("x"), 0, "x".repeat(300_000))));

      assertThatThrownBy(() -> restore.restore(listing, disk.resolve("target")))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("No space left on device");
      assertThat(disk).isEmptyDirectory();
      assertThatThrownBy(() -> restore.restore(large, disk.resolve("target")))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("the source needs 300000 bytes");
      assertThat(disk).isEmptyDirectory();
    } finally {
      Program.ask(temp, "umount", disk.toString());
    }
  }

  @Test
  void laysSingleFilesOverARestoredTreeAndDeletesWhatIsNotThere() throws IOException {
    GitFolder git = GitFolder.create(folder);
    git.file("a.py", "old a").file("b.py", "old b").file("c.py", "c").commit("first");
    TakenSource before = take();
    git.file("a.py", "new a").file("b.py", "new b").file("d/new.py", "d");
    Files.delete(folder.resolve("c.py"));
    Files.createSymbolicLink(folder.resolve("link"), Path.of("a.py"));
    TakenSource after = take();
    restore.restore(before.listing(), target);

    restore.overlay(after.listing(), Set.of("a.py", "c.py", "d/new.py", "link"), target);

    assertThat(target.resolve("a.py")).hasContent("new a");
    assertThat(target.resolve("b.py")).hasContent("old b");
    assertThat(target.resolve("d/new.py")).hasContent("d");
    assertThat(TreeContent.of(target).keySet()).containsExactly("a.py", "b.py", "d/new.py", "link");
  }

  @Test
  void refusesManifestsThatAreNone() {
    for (String text :
        List.of("", "{}", "[]", "{\"format\":1}{\"path\":\"a\"}", "\0", "{\"format\":1")) {
      assertThatThrownBy(() -> SourceListing.read(text.getBytes(StandardCharsets.UTF_8)))
          .as(text)
          .isInstanceOf(Failure.class);
    }
    assertThatThrownBy(
            () -> SourceListing.read("{\"format\":2}\n".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("format 2");
  }
}
