package dev.assay.core.capture;

import java.util.List;

/**
 * The machine.
 *
 * @param cpuFeatures what decides which kernels numeric libraries choose: {@code avx2}, ...
 */
public record Hardware(
    String cpu,
    List<String> cpuFeatures,
    int cores,
    long memoryBytes,
    long diskBytes,
    long diskFreeBytes,
    List<Gpu> gpus) {
  public Hardware {
    cpuFeatures = List.copyOf(cpuFeatures);
    gpus = List.copyOf(gpus);
  }

  /** A graphics processor. */
  public record Gpu(String name, long memoryBytes, String driver) {}
}
