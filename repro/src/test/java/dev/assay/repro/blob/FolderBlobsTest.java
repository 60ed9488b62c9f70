package dev.assay.repro.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderBlobsTest {
  @TempDir Path temp;

  @Test
  void givesBackWhatWasPutWholeOrInPart() throws IOException {
    FolderBlobs blobs = new FolderBlobs(temp.resolve("blobs"));
    Path file = Files.writeString(temp.resolve("a"), "0123456789");
    blobs.put(Digest.of("0123456789"), file);
    blobs.put(Digest.of("0123456789"), file);

    assertThat(blobs.has(Digest.of("0123456789"))).isTrue();
    assertThat(blobs.open(Digest.of("0123456789"))).hasContent("0123456789");
    assertThat(blobs.open(Digest.of("0123456789"), 3, 4)).hasContent("3456");
    assertThat(blobs.open(Digest.of("0123456789"), 8, 100)).hasContent("89");
    assertThat(file).hasContent("0123456789");
  }

  @Test
  void refusesContentThatHasAnotherDigestAndKeepsNothing() throws IOException {
    FolderBlobs blobs = new FolderBlobs(temp.resolve("blobs"));
    Path file = Files.writeString(temp.resolve("a"), "changed");

    assertThatThrownBy(() -> blobs.put(Digest.of("was"), file)).isInstanceOf(Failure.class);
    assertThat(temp.resolve("blobs")).isEmptyDirectory();
    assertThatThrownBy(() -> blobs.open(Digest.of("was")))
        .isInstanceOfSatisfying(
            Failure.class, each -> assertThat(each.kind()).isEqualTo(Failure.Kind.NOT_FOUND));
  }
}
