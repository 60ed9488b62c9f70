package dev.assay.repro.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileNamesTest {
  @TempDir Path temp;

  @Test
  void givesEveryNameOneTextAndEveryTextItsName() {
    long seed = new Random().nextLong();
    System.out.println("givesEveryNameOneTextAndEveryTextItsName: seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      byte[] name = new byte[1 + random.nextInt(12)];
      random.nextBytes(name);
      assertThat(FileNames.bytes(FileNames.text(name))).isEqualTo(name);
    }
    byte[] plain = "é 雪 𝛼 \uFFFD".getBytes(StandardCharsets.UTF_8);
    assertThat(FileNames.text(plain)).isEqualTo("é 雪 𝛼 \uFFFD");
  }

  @Test
  void findsFilesWhoseNamesAreNotUtf8() throws IOException {
    Path file = FileNames.below(temp.toRealPath(), "a\uDCFF\uDC80é");
    Files.writeString(file, "x");

    assertThat(FileNames.text(file))
        .isEqualTo(FileNames.text(temp.toRealPath()) + "/a\uDCFF\uDC80é");
    assertThat(Files.readString(FileNames.path(FileNames.text(file)))).isEqualTo("x");
    assertThat(FileNames.text(file.getFileName())).isEqualTo("a\uDCFF\uDC80é");
  }
}
