package dev.assay.repro.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.capture.DataFile;
import dev.assay.core.capture.Source;
import dev.assay.repro.blob.FolderBlobs;
import dev.assay.repro.data.DataRestore.Plan;
import dev.assay.repro.data.DataRestore.Step;
import dev.assay.repro.files.StatCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataRestoreTest {
  @TempDir Path temp;
  private Path root;
  private Path target;
  private FolderBlobs blobs;
  private StatCache cache;
  private DataRestore restore;

  @BeforeEach
  void open() throws IOException {
    temp = temp.toRealPath();
    root = Files.createDirectory(temp.resolve("project"));
    target = Files.createDirectory(temp.resolve("rerun"));
    blobs = new FolderBlobs(temp.resolve("blobs"));
    cache = StatCache.open(temp.resolve("digests"));
    restore = new DataRestore(blobs, cache);
  }

  @AfterEach
  void close() {
    cache.close();
  }

  private Source source() {
    Digest none = Digest.of("");
    return new Source(root.toString(), "", Optional.empty(), none, List.of(), 0, 0, List.of());
  }

  private List<DataFile> capture(KeepBudget budget, Path... paths) {
    List<DeclaredInput> inputs =
        java.util.Arrays.stream(paths)
            .map(path -> new DeclaredInput(path.toString(), Optional.empty()))
            .toList();
    return new DataCapture(blobs, cache, budget)
        .capture(inputs, DataSelection.Selected.NOTHING, root);
  }

  private Plan plan(List<DataFile> data, String... argv) {
    return restore.plan(data, source(), List.of(argv), target);
  }

  private static Path file(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  @Test
  void readsUnchangedFilesOutsideWhereTheyAre() throws IOException {
    Path data = file(temp.resolve("data/train.csv"), "1,2");

    Plan plan = plan(capture(KeepBudget.NOTHING, data), "train.py", "--data=../data/train.csv");

    assertThat(plan.steps()).hasOnlyElementsOfType(Step.InPlace.class);
    assertThat(restore.restore(plan))
        .isEqualTo(Map.of("--data=../data/train.csv", "--data=" + data));
  }

  @Test
  void bringsFilesOfTheProjectToTheSamePlaceBelow() throws IOException {
    Path kept = file(root.resolve("data/kept.csv"), "kept");
    Path there = file(root.resolve("data/there.csv"), "there");
    List<DataFile> data = capture(KeepBudget.DEFAULT, kept);
    data = List.of(data.getFirst(), capture(KeepBudget.NOTHING, there).getFirst());
    Files.delete(kept);

    Map<String, String> arguments = restore.restore(plan(data, "data/kept.csv", there.toString()));

    assertThat(target.resolve("data/kept.csv")).hasContent("kept");
    assertThat(target.resolve("data/there.csv")).hasContent("there").isRegularFile();
    assertThat(arguments)
        .isEqualTo(Map.of(there.toString(), target.resolve("data/there.csv").toString()));
  }

  @Test
  void refusesAChangedFileAndNamesItWithBothDigests() throws IOException {
    Path data = file(temp.resolve("data/train.csv"), "1,2");
    Path other = file(root.resolve("other.csv"), "other");
    List<DataFile> files = capture(KeepBudget.NOTHING, other, data);
    Files.writeString(data, "1,3");

    Plan plan = plan(files);

    assertThat(plan.missing()).hasSize(1);
    assertThatThrownBy(() -> restore.restore(plan))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "data file '%s' is not what it was: expected %s, 3 bytes; there: %s, 3 bytes; and the"
                + " store does not have it",
            data, Digest.of("1,2"), Digest.of("1,3"));
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void putsAStoredFileWhereTheCommandIsToldToFindIt() throws IOException {
    Path data = file(temp.resolve("data/train.csv"), "1,2");
    List<DataFile> files = capture(KeepBudget.DEFAULT, data);
    Files.writeString(data, "1,3");

    Map<String, String> arguments = restore.restore(plan(files, "train.py", data.toString()));

    assertThat(Path.of(arguments.get(data.toString()))).hasContent("1,2").startsWith(target);
    assertThat(data).hasContent("1,3");
  }

  @Test
  void neverOverwritesAFileThatTheProgramReadsByItself() throws IOException {
    Path data = file(temp.resolve("data/train.csv"), "1,2");
    List<DataFile> files = capture(KeepBudget.DEFAULT, data);
    Files.writeString(data, "1,3");

    assertThatThrownBy(() -> restore.restore(plan(files, "train.py")))
        .hasMessageContaining("move the file away");
    Files.delete(data);
    restore.restore(plan(files, "train.py"));
    assertThat(data).hasContent("1,2");
  }

  @Test
  void bringsFoldersBackAndNamesTheFileThatDiffers() throws IOException {
    Path folder = root.resolve("data");
    file(folder.resolve("a.csv"), "a");
    file(folder.resolve("sub/b.csv"), "b");
    List<DataFile> kept = capture(KeepBudget.DEFAULT, folder);
    List<DataFile> named = capture(KeepBudget.NOTHING, folder);
    Files.writeString(folder.resolve("sub/b.csv"), "c");

    assertThatThrownBy(() -> restore.restore(plan(named)))
        .hasMessageContaining("'sub/b.csv' changed");
    restore.restore(plan(kept));

    assertThat(target.resolve("data/a.csv")).hasContent("a");
    assertThat(target.resolve("data/sub/b.csv")).hasContent("b");
  }

  @Test
  void takesBackWhatItDidWhenOneFileFails() throws IOException {
    Path first = file(root.resolve("data/first.csv"), "first");
    Path second = file(root.resolve("data/second.csv"), "second");
    List<DataFile> files = capture(KeepBudget.DEFAULT, first, second);
    Files.delete(first);
    Files.delete(second);
    Files.writeString(temp.resolve("blobs").resolve(Digest.of("second").hex()), "broken");

    assertThatThrownBy(() -> restore.restore(plan(files))).isInstanceOf(Failure.class);
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void linksToLargeFilesInsteadOfCopyingThem() throws IOException {
    Path large = file(root.resolve("large.bin"), "");
    try (var channel =
        java.nio.channels.FileChannel.open(large, java.nio.file.StandardOpenOption.WRITE)) {
      channel.write(java.nio.ByteBuffer.wrap(new byte[] {1}), 70_000_000);
    }

    restore.restore(plan(capture(KeepBudget.NOTHING, large)));

    assertThat(target.resolve("large.bin")).isSymbolicLink().hasSize(70_000_001);
  }
}
