package dev.assay.bench.load;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The calls of MLflow's REST API that the load is made of, as requests. */
public final class MlflowCalls {
  private static final String ROOT = "/api/2.0/mlflow/";

  private MlflowCalls() {}

  /** Creates an experiment. */
  public static byte[] createExperiment(String name) {
    return Requests.post(ROOT + "experiments/create", "{\"name\":\"" + name + "\"}");
  }

  /** Creates a run. */
  public static byte[] createRun(String experiment, String name, long startMillis) {
    return Requests.post(
        ROOT + "runs/create",
        "{\"experiment_id\":\"%s\",\"user_id\":\"ann\",\"run_name\":\"%s\",\"start_time\":%d,\"tags\":[{\"key\":\"mlflow.user\",\"value\":\"ann\"},{\"key\":\"mlflow.source.name\",\"value\":\"train.py\"}]}"
            .formatted(experiment, name, startMillis));
  }

  /** Logs one point. */
  public static byte[] logMetric(String run, String key, long step) {
    return Requests.post(
        ROOT + "runs/log-metric",
        "{\"run_uuid\":\"" + run + "\",\"run_id\":\"" + run + "\"," + point(key, step) + "}");
  }

  /** Logs a batch whose three parts are written out as JSON lists without their brackets. */
  public static byte[] logBatch(
      String run, CharSequence metrics, CharSequence params, CharSequence tags) {
    return Requests.post(
        ROOT + "runs/log-batch",
        "{\"run_id\":\"%s\",\"metrics\":[%s],\"params\":[%s],\"tags\":[%s]}"
            .formatted(run, metrics, params, tags));
  }

  /** The fields of one point, without braces. */
  public static String point(String key, long step) {
    return "\"key\":\""
        + key
        + "\",\"value\":"
        + Values.loss(step)
        + ",\"timestamp\":"
        + (Values.START_MILLIS + step)
        + ",\"step\":"
        + step;
  }

  /** Ends a run well. */
  public static byte[] endRun(String run, long endMillis) {
    return Requests.post(
        ROOT + "runs/update",
        "{\"run_id\":\"%s\",\"status\":\"FINISHED\",\"end_time\":%d}".formatted(run, endMillis));
  }

  /** Reads a run. */
  public static byte[] run(String run) {
    return Requests.get(ROOT + "runs/get?run_id=" + run);
  }

  /** Reads a whole series in one answer. */
  public static byte[] history(String run, String key) {
    return Requests.get(
        ROOT
            + "metrics/get-history?run_id="
            + run
            + "&metric_key="
            + URLEncoder.encode(key, StandardCharsets.UTF_8));
  }

  /** The first page of the runs that match. */
  public static byte[] search(String experiment, int limit, String filter, String order) {
    return Requests.post(
        ROOT + "runs/search",
        "{\"experiment_ids\":[\"%s\"],\"max_results\":%d,\"filter\":\"%s\",\"order_by\":[%s]}"
            .formatted(experiment, limit, filter, order));
  }

  /** A call that every server answers as soon as it is ready. */
  public static byte[] ready() {
    return Requests.get(ROOT + "experiments/get?experiment_id=0");
  }
}
