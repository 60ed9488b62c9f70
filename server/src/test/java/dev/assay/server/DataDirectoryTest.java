package dev.assay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataDirectoryTest {
  @TempDir Path folder;

  @Test
  void isHeldByOneAtATimeAndSaysWhereItIsServed() {
    try (DataDirectory held = DataDirectory.take(folder)) {
      held.publish("http://127.0.0.1:1234");

      assertThatThrownBy(() -> DataDirectory.take(folder))
          .isInstanceOf(Failure.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("http://127.0.0.1:1234");
    }
    DataDirectory.take(folder).close();
  }

  @Test
  void isNotTakenFromAnotherProcess() throws Exception {
    DataDirectory.take(folder).close();
    Process holder =
        new ProcessBuilder(
                "python3",
                "-c",
                "import fcntl,sys,time\nf=open(sys.argv[1],'r+b')\nfcntl.lockf(f,fcntl.LOCK_EX)\nprint('held',flush=True)\ntime.sleep(60)",
                folder.resolve("lock").toString())
            .start();
    try {
      assertThat(holder.inputReader().readLine()).isEqualTo("held");

      assertThatThrownBy(() -> DataDirectory.take(folder))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("another process");
    } finally {
      holder.destroyForcibly().waitFor();
    }
    DataDirectory.take(folder).close();
  }

  @Test
  void forgetsTheAddressWhenItIsLetGo() {
    try (DataDirectory held = DataDirectory.take(folder)) {
      held.publish("http://127.0.0.1:1234");
      assertThat(DataDirectory.address(folder)).contains("http://127.0.0.1:1234");
    }
    assertThat(DataDirectory.address(folder)).isEmpty();
  }

  @Test
  void isForItsOwnerAlone() throws IOException {
    Path fresh = folder.resolve("a/b");

    DataDirectory.take(fresh).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)))
        .isEqualTo("rwx------");
  }
}
