package dev.assay.repro.spool;

import dev.assay.repro.document.DocumentMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What the processes used, as the supervisor sampled it, by the names of system metrics. */
public final class Usage {
  private static final double MEGABYTE = 1e6;

  private Usage() {}

  /** A point in time, with the values known then. */
  public record Sample(long atMillis, Map<String, Double> values) {}

  /** All whole samples, oldest first. */
  public static List<Sample> read(Spool spool) {
    List<Sample> samples = new ArrayList<>();
    Path file = spool.folder().resolve("usage.jsonl");
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(line -> add(samples, line));
    } catch (IOException e) {
      return samples; // nothing was sampled
    }
    return samples;
  }

  private static void add(List<Sample> samples, String line) {
    try {
      JsonNode sample = DocumentMapper.JSON.readTree(line);
      samples.add(new Sample(sample.path("at").asLong(0), values(sample)));
    } catch (JacksonException e) {
      return; // torn by a full disk
    }
  }

  private static Map<String, Double> values(JsonNode sample) {
    Map<String, Double> values = new TreeMap<>();
    put(values, "process_cpu_percentage", sample.path("cpuPercent"), 1);
    put(values, "process_memory_megabytes", sample.path("memoryBytes"), MEGABYTE);
    put(values, "process_read_megabytes", sample.path("diskReadBytes"), MEGABYTE);
    put(values, "process_written_megabytes", sample.path("diskWriteBytes"), MEGABYTE);
    put(values, "process_count", sample.path("processes"), 1);
    put(values, "network_receive_megabytes", sample.path("networkReceivedBytes"), MEGABYTE);
    put(values, "network_transmit_megabytes", sample.path("networkSentBytes"), MEGABYTE);
    for (JsonNode gpu : sample.path("gpus")) {
      String name = "gpu_" + gpu.path("index").asInt(0) + "_";
      put(values, name + "utilization_percentage", gpu.path("utilizationPercent"), 1);
      put(values, name + "memory_usage_megabytes", gpu.path("memoryUsedBytes"), MEGABYTE);
      put(values, name + "power_usage_watts", gpu.path("powerWatts"), 1);
      double total = gpu.path("memoryTotalBytes").asDouble(0);
      if (total > 0) {
        put(values, name + "memory_usage_percentage", gpu.path("memoryUsedBytes"), total / 100);
      }
    }
    return values;
  }

  private static void put(Map<String, Double> values, String name, JsonNode number, double unit) {
    if (number.isNumber()) {
      values.put("system/" + name, number.asDouble() / unit);
    }
  }
}
