package dev.assay.repro.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.capture.Hardware;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class MachineTest {
  @Test
  void saysWhatThisMachineIs() {
    Hardware hardware = Machine.hardware(Path.of("."));

    assertThat(hardware.cpu()).isNotBlank();
    assertThat(hardware.cores()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(hardware.memoryBytes()).isGreaterThan(100_000_000);
    assertThat(hardware.diskBytes()).isGreaterThanOrEqualTo(hardware.diskFreeBytes());
    assertThat(hardware.cpuFeatures()).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void readsWhatTheGraphicsDriverLists() {
    assertThat(Machine.gpus("NVIDIA H100 80GB HBM3, 81559, 550.54.15\nNVIDIA GB10, [N/A], 580.1\n"))
        .containsExactly(
            new Hardware.Gpu("NVIDIA H100 80GB HBM3", 81559L * 1024 * 1024, "550.54.15"),
            new Hardware.Gpu("NVIDIA GB10", 0, "580.1"));
  }
}
