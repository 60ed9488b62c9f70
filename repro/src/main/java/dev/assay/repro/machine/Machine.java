package dev.assay.repro.machine;

import dev.assay.core.capture.Hardware;
import dev.assay.repro.process.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The machine this runs on, from what the kernel says: no library, as those that know every system
 * take longer to start than most of what is asked here.
 */
public final class Machine {
  private static final Path CPU = Path.of("/proc/cpuinfo");
  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final Path NVIDIA = Path.of("/proc/driver/nvidia/version");
  private static final long MEBIBYTE = 1024 * 1024;

  /** The ones that numeric libraries choose their kernels by. */
  private static final List<String> FEATURE_STARTS =
      List.of("sse", "ssse", "avx", "fma", "amx", "bmi", "f16c", "asimd", "sve", "neon", "sha");

  private Machine() {}

  /** Costs no more than reading a few files, and a second where there is an NVIDIA driver. */
  public static Hardware hardware(Path folder) {
    List<String> cpu = lines(CPU);
    Disk disk = Disk.of(folder);
    return new Hardware(
        value(cpu, "model name")
            .or(() -> value(cpu, "Model"))
            .orElse(System.getProperty("os.arch")),
        features(cpu),
        Runtime.getRuntime().availableProcessors(),
        memoryBytes(),
        disk.bytes(),
        disk.freeBytes(),
        gpus());
  }

  private static List<String> features(List<String> cpu) {
    String all = value(cpu, "flags").or(() -> value(cpu, "Features")).orElse("");
    return Arrays.stream(all.split(" "))
        .filter(feature -> FEATURE_STARTS.stream().anyMatch(feature::startsWith))
        .sorted()
        .distinct()
        .toList();
  }

  private static long memoryBytes() {
    return value(lines(MEMORY), "MemTotal")
        .map(text -> text.split(" ")[0])
        .map(kibibytes -> Long.parseLong(kibibytes) * 1024)
        .orElse(0L);
  }

  private static Optional<String> value(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return List.of(); // not Linux, or hidden by a container
    }
  }

  private static List<Hardware.Gpu> gpus() {
    if (!Files.exists(NVIDIA)) {
      return List.of();
    }
    Program.Answer answer =
        Program.ask(
            Path.of("/"),
            "nvidia-smi",
            "--query-gpu=name,memory.total,driver_version",
            "--format=csv,noheader,nounits");
    return answer.isDone() ? gpus(answer.text()) : List.of();
  }

  static List<Hardware.Gpu> gpus(String csv) {
    List<Hardware.Gpu> gpus = new ArrayList<>();
    for (String line : csv.lines().toList()) {
      String[] fields = line.split(",");
      if (fields.length == 3) {
        gpus.add(new Hardware.Gpu(fields[0].strip(), mebibytes(fields[1]), fields[2].strip()));
      }
    }
    return gpus;
  }

  private static long mebibytes(String text) {
    try {
      return Long.parseLong(text.strip()) * MEBIBYTE;
    } catch (NumberFormatException e) {
      return 0; // "[N/A]", for graphics that share the machine's memory
    }
  }

  private record Disk(long bytes, long freeBytes) {
    static Disk of(Path folder) {
      try {
        FileStore store = Files.getFileStore(folder);
        return new Disk(store.getTotalSpace(), store.getUsableSpace());
      } catch (IOException e) {
        return new Disk(0, 0);
      }
    }
  }
}
