package dev.assay.repro.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.capture.Finding;
import dev.assay.core.capture.Source;
import dev.assay.core.capture.SourceFile;
import dev.assay.repro.blob.FolderBlobs;
import dev.assay.repro.files.FileNames;
import dev.assay.repro.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceSnapshotTest {
  @TempDir Path temp;
  private Path folder;
  private FolderBlobs blobs;
  private SourceSnapshot snapshot;
  private SourceRestore restore;

  @BeforeEach
  void open() throws IOException {
    temp = temp.toRealPath();
    folder = temp.resolve("project");
    blobs = new FolderBlobs(temp.resolve("blobs"));
    snapshot = new SourceSnapshot(blobs, temp.resolve("cache"));
    restore = new SourceRestore(blobs);
  }

  private TakenSource take() {
    return snapshot.take(SourceRequest.of(folder));
  }

  private List<String> paths(TakenSource taken) {
    return taken.listing().files().stream().map(SourceFile::path).toList();
  }

  private Path restored(TakenSource taken) {
    Path target = temp.resolve("restored");
    restore.restore(restore.listing(taken.source().manifest()), target);
    return target;
  }

  @Test
  void takesTrackedStagedChangedAndNewFilesButNotIgnoredOrDeletedOnes() throws IOException {
    GitFolder git = GitFolder.create(folder);
    git.file("tracked.py", "a").file("changed.py", "b").file("gone.py", "c");
    git.file(".gitignore", "*.log\n").commit("first");
    git.file("changed.py", "b2").file("staged.py", "d").file("new.py", "e").file("x.log", "f");
    git.run("add", "staged.py");
    Files.delete(folder.resolve("gone.py"));

    TakenSource taken = take();

    assertThat(paths(taken))
        .containsExactly(".gitignore", "changed.py", "new.py", "staged.py", "tracked.py");
    assertThat(taken.source().leftOut())
        .containsExactly(new Source.LeftOut("x.log", 1, "ignored by git"));
    assertThat(Files.readString(restored(taken).resolve("changed.py"))).isEqualTo("b2");
  }

  @Test
  void saysWhatGitKnows() throws IOException {
    GitFolder git = GitFolder.create(folder);
    String commit = git.file("a.py", "1\n").commit("first");
    git.run("remote", "add", "origin", "https://ada:secret@example.org/p.git?token=hidden");

    Source.Git clean = take().source().git().orElseThrow();

    assertThat(clean)
        .isEqualTo(
            new Source.Git(
                Optional.of(commit),
                Optional.of("main"),
                Optional.of("https://example.org/p.git"),
                Optional.of("Ada <ada@example.org>"),
                false,
                false,
                Optional.empty()));
    git.run("update-ref", "refs/remotes/origin/main", "HEAD");
    git.run("checkout", "--quiet", "--detach");
    assertThat(take().source().git().orElseThrow().isPushed()).isTrue();
    assertThat(take().source().git().orElseThrow().branch()).isEmpty();
    assertThat(take().findings()).isEmpty();
  }

  @Test
  void keepsAPatchThatAppliesOnTheCommitAlsoOfBinaryFiles() throws IOException {
    GitFolder git = GitFolder.create(folder);
    byte[] bytes = new byte[5000];
    new Random(1).nextBytes(bytes);
    Files.write(folder.resolve("weights.bin"), bytes);
    git.file("a b\té.py", "one\ntwo\n").file("gone.txt", "x").commit("first");
    git.run("config", "diff.noprefix", "true");
    git.run("config", "color.diff", "always");
    new Random(2).nextBytes(bytes);
    Files.write(folder.resolve("weights.bin"), bytes);
    git.file("a b\té.py", "one\r\n\0two").file("staged.py", "s");
    Files.delete(folder.resolve("gone.txt"));
    git.run("add", "staged.py");

    Source source = take().source();
    Path clone = temp.resolve("clone");
    new GitFolder(temp).run("clone", "--quiet", folder.toString(), clone.toString());
    Path patch =
        temp.resolve("blobs").resolve(source.git().orElseThrow().patch().orElseThrow().hex());
    Program.Answer applied =
        new GitFolder(clone).run("apply", "--whitespace=nowarn", patch.toString());

    assertThat(applied.error()).isEmpty();
    assertThat(applied.isDone()).isTrue();
    assertThat(TreeContent.of(clone, ".git/")).isEqualTo(TreeContent.of(folder, ".git/"));
  }

  @Test
  void takesSubmodulesAndSaysWhichAreNotCheckedOut() throws IOException {
    GitFolder library = GitFolder.create(temp.resolve("library"));
    library.file("lib.py", "x").commit("first");
    GitFolder git = GitFolder.create(folder);
    git.run("submodule", "--quiet", "add", library.folder().toString(), "sub");
    git.run("submodule", "--quiet", "add", library.folder().toString(), "empty");
    git.commit("first");
    git.file("sub/new.py", "untracked in the submodule");
    git.run("submodule", "--quiet", "deinit", "--force", "empty");

    TakenSource taken = take();

    assertThat(paths(taken)).containsExactly(".gitmodules", "sub/lib.py", "sub/new.py");
    assertThat(taken.source().leftOut())
        .containsExactly(new Source.LeftOut("empty", 0, "a submodule that is not checked out"));
    assertThat(taken.source().git().orElseThrow().isDirty()).isTrue();
  }

  @Test
  void namesFilesThatGitLfsLeftAsPointers() throws IOException {
    GitFolder git = GitFolder.create(folder);
    String pointer =
        "version https://git-lfs.github.com/spec/v1\noid sha256:" + "a".repeat(64) + "\nsize 9\n";
    git.file(".gitattributes", "*.bin filter=lfs\n")
        .file("a.bin", pointer)
        .file("b.bin", "content");

    assertThat(take().findings())
        .extracting(Finding::code, Finding::message)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "lfs-pointer", "1 files are git-lfs pointers, not their content: a.bin"));
  }

  @Test
  void keepsNamesLinksAndModesAsTheyAre() throws IOException {
    GitFolder git = GitFolder.create(folder);
    git.file("with space.py", "1").file("ü/雪 ☃.py", "2").file("new\nline\ttab\"quote\\.py", "3");
    git.file("not-utf8-\uDCFF\uDC80.py", "4").file("-dash", "5").file("empty", "");
    git.file("run.sh", "#!/bin/sh\n");
    assertThat(folder.resolve("run.sh").toFile().setExecutable(true)).isTrue();
    Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
    Files.createSymbolicLink(folder.resolve("up"), Path.of(".."));
    Files.createSymbolicLink(
        FileNames.below(folder, "ü/nowhere"), FileNames.relative("/no such/é"));
    Files.createSymbolicLink(folder.resolve("odd"), FileNames.relative("ü/\uDCFE"));
    git.commit("first");

    TakenSource taken = take();

    assertThat(TreeContent.of(restored(taken))).isEqualTo(TreeContent.of(folder, ".git/"));
    assertThat(taken.listing().find("not-utf8-\uDCFF\uDC80.py")).isPresent();
    assertThat(taken.listing().find("loop")).contains(new SourceFile.Link("loop", "loop"));
  }

  @Test
  void givesTheSameManifestAndKeepsNothingWhenNothingChanged() throws IOException {
    GitFolder git = GitFolder.create(folder);
    git.file("a.py", "a").file("b.py", "b").commit("first");
    TakenSource first = take();
    Set<String> kept = TreeContent.of(temp.resolve("blobs")).keySet();

    TakenSource second =
        new SourceSnapshot(blobs, temp.resolve("cache")).take(SourceRequest.of(folder));

    assertThat(second.source()).isEqualTo(first.source());
    assertThat(TreeContent.of(temp.resolve("blobs")).keySet()).isEqualTo(kept);
    assertThat(second.listing().write()).isEqualTo(first.listing().write());
  }

  @Test
  void packsOnlyWhatIsNew() throws IOException {
    GitFolder git = GitFolder.create(folder);
    git.file("a.py", "a".repeat(1000)).file("same.py", "a".repeat(1000)).commit("first");
    TakenSource first = take();
    git.file("b.py", "b".repeat(500));

    TakenSource second = take();

    assertThat(first.source().packs()).hasSize(1);
    assertThat(Files.size(temp.resolve("blobs").resolve(first.source().packs().getFirst().hex())))
        .isEqualTo(1000);
    assertThat(second.source().packs()).hasSize(2).contains(first.source().packs().getFirst());
    assertThat(TreeContent.of(restored(second))).isEqualTo(TreeContent.of(folder, ".git/"));
  }

  @Test
  void keepsEverythingAgainWhenTheStoreLostIt() throws IOException {
    GitFolder.create(folder).file("a.py", "a").commit("first");
    TakenSource first = take();
    for (String name : TreeContent.of(temp.resolve("blobs")).keySet()) {
      Files.delete(temp.resolve("blobs").resolve(name));
    }

    TakenSource second = take();

    assertThat(second.source()).isEqualTo(first.source());
    assertThat(Files.readString(restored(second).resolve("a.py"))).isEqualTo("a");
  }

  @Test
  void readsEverythingAgainWhenItsMemoryIsBroken() throws IOException {
    GitFolder.create(folder).file("a.py", "a").commit("first");
    TakenSource first = take();
    for (String name : TreeContent.of(temp.resolve("cache")).keySet()) {
      Files.writeString(temp.resolve("cache").resolve(name), "rubbish");
    }

    assertThat(take().source()).isEqualTo(first.source());
  }

  @Test
  void leavesOutWhatIsTooLargeAndSaysSo() throws IOException {
    GitFolder git = GitFolder.create(folder);
    git.file("large.csv", "x".repeat(2000)).file("small.py", "x").commit("first");
    git.file("medium.csv", "y".repeat(900));
    SourceLimits limits = SourceLimits.DEFAULT.withFileBytesMax(1000).withTotalBytesMax(500);

    TakenSource taken = snapshot.take(new SourceRequest(folder, limits, Set.of()));

    assertThat(paths(taken)).containsExactly("small.py");
    assertThat(taken.source().leftOut())
        .extracting(Source.LeftOut::path, Source.LeftOut::bytes)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("large.csv", 2000L),
            org.assertj.core.groups.Tuple.tuple("medium.csv", 900L));
    assertThat(taken.findings()).extracting(Finding::code).contains("source-left-out");
  }

  @Test
  void takesAFolderWithoutGitButNotWhatToolsMakeNorSecretsNorItsOwnData() throws IOException {
    GitFolder tree = new GitFolder(folder);
    tree.file("train.py", "1").file("lib/util.py", "2").file("lib/__pycache__/util.pyc", "3");
    tree.file("env/pyvenv.cfg", "4").file("env/lib/x.py", "5").file("mlruns/0/meta.yaml", "6");
    tree.file(".env", "PASSWORD=secret").file(".env.example", "PASSWORD=").file("data/own", "7");
    Files.createSymbolicLink(folder.resolve("lib/loop"), Path.of("../lib"));

    TakenSource taken =
        snapshot.take(
            new SourceRequest(folder, SourceLimits.DEFAULT, Set.of(folder.resolve("data"))));

    assertThat(paths(taken)).containsExactly(".env.example", "lib/loop", "lib/util.py", "train.py");
    assertThat(taken.source().git()).isEmpty();
    assertThat(taken.source().leftOut())
        .containsExactly(new Source.LeftOut(".env", 15, "its name says that it holds secrets"));
  }

  @Test
  void takesOnlyTheFolderItselfWhenItIsNoSourceFolder() throws IOException {
    GitFolder tree = new GitFolder(folder);
    for (int i = 0; i < 30; i++) {
      tree.file("many/" + i, "x");
    }
    tree.file("train.py", "1");
    SourceLimits limits = new SourceLimits(1000, 1000, 1000, 20);

    TakenSource taken = snapshot.take(new SourceRequest(folder, limits, Set.of()));

    assertThat(paths(taken)).containsExactly("train.py");
    assertThat(taken.findings())
        .extracting(Finding::code)
        .containsExactly("source-folder-too-large");
  }

  @Test
  void startsAtTheTopOfTheRepository() throws IOException {
    GitFolder git = GitFolder.create(folder);
    git.file("a.py", "1").file("sub/dir/b.py", "2");

    TakenSource taken = snapshot.take(SourceRequest.of(folder.resolve("sub/dir")));

    assertThat(taken.source().root()).isEqualTo(folder.toString());
    assertThat(taken.source().folder()).isEqualTo("sub/dir");
    assertThat(paths(taken)).containsExactly("a.py", "sub/dir/b.py");
    assertThat(taken.source().git().orElseThrow().commit()).isEmpty();
  }

  @Test
  void takesAFolderOfARepositoryAloneWhenAskedTo() throws IOException {
    GitFolder git = GitFolder.create(folder);
    git.file("other.py", "1").file("lib/setup.py", "2").file("lib/.gitignore", "*.so\n");
    git.commit("first");
    git.file("lib/new.py", "3").file("lib/x.so", "4").file("library.py", "5");

    TakenSource taken = snapshot.takeFolder(SourceRequest.of(folder.resolve("lib")));

    assertThat(taken.source().root()).isEqualTo(folder.resolve("lib").toString());
    assertThat(paths(taken)).containsExactly(".gitignore", "new.py", "setup.py");
    assertThat(taken.source().leftOut()).extracting(Source.LeftOut::path).containsExactly("x.so");
  }

  @Test
  void takesTheFolderWhenGitRefuses() throws IOException {
    GitFolder.create(folder).file("a.py", "1");
    Files.writeString(folder.resolve(".git/config"), "[broken");

    TakenSource taken = take();

    assertThat(paths(taken)).containsExactly("a.py");
    assertThat(taken.findings()).extracting(Finding::code).containsExactly("git-refused");
  }

  @Test
  void addsModulesImportedFromOutsideAndIgnoredOnes() throws IOException {
    GitFolder git = GitFolder.create(folder);
    git.file("train.py", "1").file(".gitignore", "_version.py\n").commit("first");
    git.file("_version.py", "v = 1");
    GitFolder other = new GitFolder(temp.resolve("other"));
    other.file("pkg/__init__.py", "").file("pkg/sub/model.py", "m").file("alone.py", "s");
    TakenSource before = take();

    TakenSource taken =
        snapshot.extend(
            before,
            List.of(
                new ImportedModule("__main__", folder.resolve("train.py")),
                new ImportedModule("_version", folder.resolve("_version.py")),
                new ImportedModule("pkg", other.folder().resolve("pkg/__init__.py")),
                new ImportedModule("pkg.sub.model", other.folder().resolve("pkg/sub/model.py")),
                new ImportedModule("alone", other.folder().resolve("alone.py")),
                new ImportedModule("gone", other.folder().resolve("gone.py"))));

    assertThat(paths(taken))
        .containsExactly(
            ".assay-outside/0/alone.py",
            ".assay-outside/0/pkg/__init__.py",
            ".assay-outside/0/pkg/sub/model.py",
            ".gitignore",
            "_version.py",
            "train.py");
    assertThat(taken.listing().outsideFolders())
        .containsExactly(java.util.Map.entry(other.folder().toString(), ".assay-outside/0"));
    assertThat(taken.source().leftOut()).isEmpty();
    assertThat(restored(taken).resolve(".assay-outside/0/pkg/sub/model.py")).hasContent("m");
    assertThat(snapshot.extend(take(), List.of()).source()).isEqualTo(before.source());
  }

  @Test
  void restoresEveryTreeAsItWas() throws IOException {
    long seed = new Random().nextLong();
    System.out.println("restoresEveryTreeAsItWas: seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 4; round++) {
      folder = temp.resolve("tree" + round);
      GitFolder git = GitFolder.create(folder);
      RandomTree.grow(folder, random, 60);
      git.commit("first");
      RandomTree.grow(folder, random, 20);
      TakenSource taken = take();
      Path target = temp.resolve("restored" + round);
      restore.restore(taken.listing(), target);
      assertThat(TreeContent.of(target)).isEqualTo(TreeContent.of(folder, ".git/"));
    }
  }
}
