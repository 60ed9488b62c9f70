package dev.assay.repro.explain;

import dev.assay.core.capture.Capture;
import dev.assay.core.capture.Hardware;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The machines. */
final class MachineDifferences {
  private static final int GPU = 45;
  private static final int CPU_FEATURES = 35;
  private static final int CORES = 20;
  private static final int CPU = 15;

  private MachineDifferences() {}

  static List<Suspect> of(Capture a, Capture b) {
    Hardware before = a.hardware();
    Hardware after = b.hardware();
    List<Suspect> found = new ArrayList<>();
    add(found, "GPU", gpus(before), gpus(after), GPU, "another GPU rounds and orders otherwise");
    add(
        found,
        "CPU features",
        only(before, after),
        only(after, before),
        CPU_FEATURES,
        "numeric libraries choose other kernels");
    add(
        found,
        "cores",
        Integer.toString(before.cores()),
        Integer.toString(after.cores()),
        CORES,
        "sums are split over another number of threads");
    add(found, "CPU", before.cpu(), after.cpu(), CPU, "another processor");
    return found;
  }

  private static void add(
      List<Suspect> found, String name, String a, String b, int weight, String reason) {
    if (!a.equals(b)) {
      found.add(new Suspect(Area.HARDWARE, name, a, b, weight, reason));
    }
  }

  private static String gpus(Hardware hardware) {
    return hardware.gpus().stream()
        .map(gpu -> gpu.name() + " (driver " + gpu.driver() + ")")
        .collect(Collectors.joining(", "));
  }

  /** The features only the first has. */
  private static String only(Hardware first, Hardware second) {
    TreeSet<String> features = new TreeSet<>(first.cpuFeatures());
    features.removeAll(second.cpuFeatures());
    return String.join(" ", features);
  }
}
