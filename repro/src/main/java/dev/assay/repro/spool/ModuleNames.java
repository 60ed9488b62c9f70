package dev.assay.repro.spool;

import java.util.Locale;
import java.util.Map;

/** The packages of well-known distributions that are not named like them. */
final class ModuleNames {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("scikit-learn", "sklearn"),
          Map.entry("scikit-image", "skimage"),
          Map.entry("pillow", "PIL"),
          Map.entry("pyyaml", "yaml"),
          Map.entry("opencv-python", "cv2"),
          Map.entry("opencv-python-headless", "cv2"),
          Map.entry("beautifulsoup4", "bs4"),
          Map.entry("python-dateutil", "dateutil"),
          Map.entry("protobuf", "google"),
          Map.entry("mlflow-skinny", "mlflow"),
          Map.entry("mlflow-tracing", "mlflow"),
          Map.entry("tensorflow-cpu", "tensorflow"),
          Map.entry("faiss-cpu", "faiss"),
          Map.entry("pytorch-lightning", "pytorch_lightning"));

  private ModuleNames() {}

  /** The module of a distribution; its own name when nothing else is known. */
  static String of(String distribution) {
    return NAMES.getOrDefault(distribution.toLowerCase(Locale.ROOT), distribution);
  }
}
