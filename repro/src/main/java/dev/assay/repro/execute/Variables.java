package dev.assay.repro.execute;

import dev.assay.core.capture.Variable;
import dev.assay.repro.spool.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Which variables of the process environment are recorded with their values. */
final class Variables {
  /** Those that change what numeric programs do, and hold no secrets. */
  private static final Pattern HARMLESS =
      Pattern.compile(
          "(OMP|MKL|KMP|GOMP|OPENBLAS|BLIS|NUMEXPR|VECLIB|CUDA|CUBLAS|CUDNN|NCCL|NVIDIA|TORCH|PYTORCH|TF|XLA|JAX|"
              + "TOKENIZERS|TRANSFORMERS|SKLEARN|NUMBA|ROCR|HIP|HSA|OPENCV|ARROW|POLARS|SLURM|CONDA|PYTHON)_?[A-Z0-9_]*"
              + "|LANG|LANGUAGE|LC_[A-Z]+|TZ|PATH|LD_LIBRARY_PATH|LD_PRELOAD|VIRTUAL_ENV|SHELL|HF_HOME|HF_HUB_OFFLINE"
              + "|MALLOC_[A-Z0-9_]+|GLIBC_TUNABLES|RANK|WORLD_SIZE|LOCAL_RANK|MASTER_ADDR|MASTER_PORT|CI");

  private static final Pattern CONTEXT =
      Pattern.compile(
          "CI|GITHUB_(ACTIONS|RUN_ID|RUN_NUMBER|RUN_ATTEMPT|SHA|REF|REPOSITORY|WORKFLOW|JOB|ACTOR|EVENT_NAME)"
              + "|CI_(JOB|PIPELINE)_(ID|URL|NAME)|CI_COMMIT_(SHA|REF_NAME)|CI_PROJECT_PATH|GITLAB_CI"
              + "|JENKINS_URL|BUILD_(ID|NUMBER|URL|TAG)|JOB_NAME|BUILDKITE_(BUILD_ID|JOB_ID|PIPELINE_SLUG)"
              + "|CIRCLE_(BUILD_NUM|JOB|SHA1)|TRAVIS_(BUILD_ID|JOB_ID)|TF_BUILD|BUILD_BUILDID"
              + "|SLURM_(JOB_ID|JOB_NAME|ARRAY_JOB_ID|ARRAY_TASK_ID|PROCID|NODELIST|NNODES|NTASKS|JOB_PARTITION)"
              + "|PBS_JOBID|PBS_JOBNAME|LSB_JOBID|JOB_ID|SGE_TASK_ID|AWS_BATCH_JOB_ID|KUBERNETES_SERVICE_HOST"
              + "|SM_TRAINING_ENV_JOB|TRAINING_JOB_NAME|AZUREML_RUN_ID|CLOUD_ML_JOB_ID");

  private Variables() {}

  /** All variables; values only of those known to be harmless. */
  static List<Variable> record(Map<String, String> environment, Set<String> read, Secrets secrets) {
    List<Variable> recorded = new ArrayList<>();
    new TreeMap<>(environment)
        .forEach(
            (name, value) ->
                recorded.add(
                    new Variable(name, harmless(name, value, secrets), read.contains(name))));
    return recorded;
  }

  /** The variables of a CI system or a scheduler. */
  static Map<String, String> context(Map<String, String> environment, Secrets secrets) {
    Map<String, String> context = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          if (CONTEXT.matcher(name).matches()) {
            context.put(name, secrets.mask(value));
          }
        });
    return context;
  }

  private static Optional<String> harmless(String name, String value, Secrets secrets) {
    boolean isHarmless = HARMLESS.matcher(name).matches() && !Secrets.isSecretName(name);
    return isHarmless ? Optional.of(secrets.mask(value)) : Optional.empty();
  }
}
