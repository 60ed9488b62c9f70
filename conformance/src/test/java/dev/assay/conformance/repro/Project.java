package dev.assay.conformance.repro;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A folder with a program, made from the scripts of the tests. */
record Project(Path folder) {

  static Project in(Path parent, String name) throws IOException {
    return new Project(Files.createDirectories(parent.resolve(name)));
  }

  /** Copies a script of the tests. */
  Project script(String name) throws IOException {
    Path here = Path.of("").toAbsolutePath();
    Path module =
        Files.isDirectory(here.resolve("conformance")) ? here.resolve("conformance") : here;
    Files.copy(module.resolve("src/test/python/repro_scripts").resolve(name), folder.resolve(name));
    return this;
  }

  Project file(String name, String content) throws IOException {
    Path target = folder.resolve(name);
    Files.createDirectories(target.getParent());
    Files.writeString(target, content);
    return this;
  }

  /** Makes it a git tree in which only these files are committed, and nothing is ever pushed. */
  Project committing(String... files) throws Exception {
    git("init", "--quiet");
    List<String> add = new ArrayList<>(List.of("add", "--"));
    add.addAll(List.of(files));
    git(add.toArray(String[]::new));
    git("-c", "user.name=A", "-c", "user.email=a@b", "commit", "--quiet", "-m", "one");
    return this;
  }

  /** Removes the folder with all that is in it. */
  void delete() throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, @Nullable IOException problem)
              throws IOException {
            Files.delete(each);
            return FileVisitResult.CONTINUE;
          }
        });
    assertThat(folder).doesNotExist();
  }

  private void git(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).as("%s", command).isZero();
  }
}
