package dev.assay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The machine that was measured on. */
record Machine(String processor, int processors, long memoryGib, String system, String runtime) {
  static Machine here() throws IOException {
    return new Machine(
        first(Path.of("/proc/cpuinfo"), "model name\\s*:\\s*(.*)"),
        Runtime.getRuntime().availableProcessors(),
        Math.round(
            Long.parseLong(first(Path.of("/proc/meminfo"), "MemTotal:\\s*(\\d+).*"))
                / (1024.0 * 1024.0)),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vendor.version", Runtime.version().toString()));
  }

  String text() {
    return "%d processors (%s), %d GiB of memory, %s, %s"
        .formatted(processors, processor, memoryGib, system, runtime);
  }

  private static String first(Path file, String pattern) throws IOException {
    var line = Pattern.compile(pattern);
    return Files.readAllLines(file).stream()
        .map(line::matcher)
        .filter(Matcher::matches)
        .map(match -> match.group(1))
        .findFirst()
        .orElse("unknown");
  }
}
