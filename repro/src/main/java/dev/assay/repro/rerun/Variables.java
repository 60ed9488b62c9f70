package dev.assay.repro.rerun;

import dev.assay.core.capture.Capture;
import dev.assay.core.capture.Variable;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which variables of the original a rerun sets. */
public final class Variables {
  /** Those that decide numbers, whether or not somebody saw them being read. */
  public static final Set<String> DECISIVE =
      Set.of(
          "PYTHONHASHSEED",
          "OMP_NUM_THREADS",
          "MKL_NUM_THREADS",
          "OPENBLAS_NUM_THREADS",
          "NUMEXPR_NUM_THREADS",
          "VECLIB_MAXIMUM_THREADS",
          "CUBLAS_WORKSPACE_CONFIG",
          "CUDA_VISIBLE_DEVICES",
          "TF_DETERMINISTIC_OPS",
          "XLA_FLAGS");

  /** Those of the user, the machine and the tools: a rerun has its own. */
  private static final Set<String> OWN =
      Set.of(
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "SHELL",
          "PWD",
          "OLDPWD",
          "TMPDIR",
          "TERM",
          "HOSTNAME",
          "LD_LIBRARY_PATH",
          "PYTHONPATH",
          "PYTHONHOME",
          "VIRTUAL_ENV",
          "CONDA_PREFIX",
          "MLFLOW_TRACKING_URI",
          "MLFLOW_RUN_CONTEXT",
          "MLFLOW_RUN_ID",
          "COLUMNS",
          "LINES");

  private Variables() {}

  /** Whether a rerun takes the variable over. */
  public static boolean isTaken(Variable variable) {
    String name = variable.name();
    return variable.value().isPresent()
        && (variable.wasRead() || DECISIVE.contains(name))
        && !OWN.contains(name)
        && !name.startsWith("ASSAY_");
  }

  /** The variables to set. */
  public static Map<String, String> of(Capture capture) {
    Map<String, String> variables = new TreeMap<>();
    capture.variables().stream()
        .filter(Variables::isTaken)
        .forEach(variable -> variables.put(variable.name(), variable.value().orElseThrow()));
    return variables;
  }
}
