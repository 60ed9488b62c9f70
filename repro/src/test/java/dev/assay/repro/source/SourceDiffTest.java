package dev.assay.repro.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.repro.blob.FolderBlobs;
import dev.assay.repro.process.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceDiffTest {
  @TempDir Path temp;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String numbered(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "line " + i + "\n")
        .collect(Collectors.joining());
  }

  private List<FileDiff> diff(GitFolder git, IoStep change) throws IOException {
    FolderBlobs blobs = new FolderBlobs(temp.resolve("blobs"));
    SourceSnapshot snapshot = new SourceSnapshot(blobs, temp.resolve("cache"));
    SourceListing before = snapshot.take(SourceRequest.of(git.folder())).listing();
    change.run();
    SourceListing after = snapshot.take(SourceRequest.of(git.folder())).listing();
    return new SourceDiff(new SourceRestore(blobs)).between(before, after);
  }

  private interface IoStep {
    void run() throws IOException;
  }

  @Test
  void showsChangedLinesInTheirSurroundings() throws IOException {
    GitFolder git = GitFolder.create(temp.resolve("p"));
    git.file("train.py", numbered(0, 10) + "lr = 0.1\n" + numbered(10, 20)).file("same.py", "s");

    List<FileDiff> diffs =
        diff(git, () -> git.file("train.py", numbered(0, 10) + "lr = 0.5\n" + numbered(10, 20)));

    assertThat(SourceDiff.unified(diffs))
        .isEqualTo(
            """
            --- a/train.py
            +++ b/train.py
            @@ -8,7 +8,7 @@
             line 7
             line 8
             line 9
            -lr = 0.1
            +lr = 0.5
             line 10
             line 11
             line 12
            """);
  }

  @Test
  void saysWhatBecameOfEachFile() throws IOException {
    GitFolder git = GitFolder.create(temp.resolve("p"));
    git.file("gone.py", "a\n").file("data.bin", "\0x").file("run.sh", "r");

    List<FileDiff> diffs =
        diff(
            git,
            () -> {
              git.file("new.py", "b").file("data.bin", "\0y");
              Files.delete(git.folder().resolve("gone.py"));
              assertThat(git.folder().resolve("run.sh").toFile().setExecutable(true)).isTrue();
            });

    assertThat(diffs)
        .containsExactly(
            new FileDiff("data.bin", FileDiff.Change.CHANGED, true, List.of(), ""),
            new FileDiff(
                "gone.py",
                FileDiff.Change.REMOVED,
                false,
                List.of(new FileDiff.Hunk(1, 1, 1, 0, List.of("-a"))),
                ""),
            new FileDiff(
                "new.py",
                FileDiff.Change.ADDED,
                false,
                List.of(
                    new FileDiff.Hunk(1, 0, 1, 1, List.of("+b", "\\ No newline at end of file"))),
                ""),
            new FileDiff(
                "run.sh", FileDiff.Change.CHANGED, false, List.of(), "file -> executable"));
  }

  @Test
  void givesDifferencesThatTheUsualProgramApplies() throws IOException {
    long seed = new Random().nextLong();
    System.out.println("givesDifferencesThatTheUsualProgramApplies: seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 10; round++) {
      GitFolder git = GitFolder.create(temp.resolve("p" + round));
      String before = text(random, 60);
      String after = changed(before, random);
      git.file("a.txt", before).commit("first");
      List<FileDiff> diffs = diff(git, () -> git.file("a.txt", after));
      git.file("a.txt", before);
      Path patch = Files.writeString(temp.resolve("patch"), SourceDiff.unified(diffs));
      Program.Answer applied =
          git.run("apply", "--unsafe-paths", "--allow-empty", patch.toString());
      assertThat(applied.error()).as(SourceDiff.unified(diffs)).isEmpty();
      assertThat(Files.readString(git.folder().resolve("a.txt"))).isEqualTo(after);
    }
  }

  private static String text(Random random, int lines) {
    return random.ints(lines, 0, 9).mapToObj(i -> "l" + i + "\n").collect(Collectors.joining());
  }

  private static String changed(String text, Random random) {
    StringBuilder out = new StringBuilder();
    text.lines()
        .forEach(
            line -> {
              int what = random.nextInt(12);
              out.append(what == 0 ? "" : line + "\n").append(what == 1 ? "added\n" : "");
            });
    return random.nextBoolean() ? out.toString() : out + "no newline";
  }

  @Test
  void appliesSomeOfTheHunks() {
    byte[] before = bytes(numbered(0, 60));
    byte[] after =
        bytes(numbered(0, 60).replace("line 5\n", "five\n").replace("line 50\n", "fifty\nmore\n"));

    assertThat(SourceDiff.patched(before, after, Set.of())).isEqualTo(before);
    assertThat(SourceDiff.patched(before, after, Set.of(0, 1))).isEqualTo(after);
    assertThat(SourceDiff.patched(before, after, Set.of(0)))
        .isEqualTo(bytes(numbered(0, 60).replace("line 5\n", "five\n")));
    assertThat(SourceDiff.patched(before, after, Set.of(1)))
        .isEqualTo(bytes(numbered(0, 60).replace("line 50\n", "fifty\nmore\n")));
  }

  @Test
  void keepsBytesThatAreNoText() {
    byte[] before = {'a', '\n', (byte) 0xFF, '\n', (byte) 0xC3};
    byte[] after = {'b', '\n', (byte) 0xFF, '\n', (byte) 0xC3};

    assertThat(SourceDiff.patched(before, after, Set.of(0))).isEqualTo(after);
  }
}
