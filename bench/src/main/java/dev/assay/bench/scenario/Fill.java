package dev.assay.bench.scenario;

import dev.assay.bench.load.MlflowCalls;
import dev.assay.bench.load.Values;
import dev.assay.bench.load.Wire;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * The runs that experiments are filled with. Run {@code i} is the same everywhere: its name, start,
 * params, tags and metrics follow from {@code i}, so that the right answer of a search is known.
 */
final class Fill {
  static final int PARAMS = 10;
  static final int METRICS = 10;
  static final int TAGS = 3;

  private static final String[] MODELS = {"cnn", "mlp", "tree", "svm"};

  private Fill() {}

  static String experiment(Wire wire, String name) {
    return wire.ok(MlflowCalls.createExperiment(name)).json().get("experiment_id").asString();
  }

  static String createRun(Wire wire, String experiment, int index) {
    byte[] request = MlflowCalls.createRun(experiment, name(index), startMillis(index));
    return wire.ok(request).json().get("run").get("info").get("run_id").asString();
  }

  /** A run as the ordinary client logs it: params, tags and metrics each in a call of their own. */
  static void inFiveCalls(Wire wire, String experiment, int index) {
    String run = createRun(wire, experiment, index);
    wire.ok(MlflowCalls.logBatch(run, "", params(index), ""));
    wire.ok(MlflowCalls.logBatch(run, "", "", tags(index)));
    wire.ok(MlflowCalls.logBatch(run, metrics(index), "", ""));
    wire.ok(MlflowCalls.endRun(run, startMillis(index) + 500));
  }

  /** The same run with the fewest calls. */
  static void inThreeCalls(Wire wire, String experiment, int index) {
    String run = createRun(wire, experiment, index);
    wire.ok(MlflowCalls.logBatch(run, metrics(index), params(index), tags(index)));
    wire.ok(MlflowCalls.endRun(run, startMillis(index) + 500));
  }

  static String name(int index) {
    return String.format(Locale.ROOT, "run-%06d", index);
  }

  static long startMillis(int index) {
    return Values.START_MILLIS + index * 1_000L;
  }

  static String model(int index) {
    return MODELS[index % MODELS.length];
  }

  /** The value of metric {@code m<number>}. */
  static double metric(int index, int number) {
    return Values.noise(index * 31L + number);
  }

  private static String params(int index) {
    var list = new StringJoiner(",");
    list.add("{\"key\":\"model\",\"value\":\"" + model(index) + "\"}");
    for (int i = 1; i < PARAMS; i++) {
      list.add("{\"key\":\"p" + i + "\",\"value\":\"" + (index * 7 + i) % 97 + "\"}");
    }
    return list.toString();
  }

  private static String tags(int index) {
    var list = new StringJoiner(",");
    for (int i = 0; i < TAGS; i++) {
      list.add("{\"key\":\"t" + i + "\",\"value\":\"team " + (index + i) % 5 + "\"}");
    }
    return list.toString();
  }

  private static String metrics(int index) {
    var list = new StringJoiner(",");
    for (int i = 0; i < METRICS; i++) {
      list.add(
          "{\"key\":\"m%d\",\"value\":%s,\"timestamp\":%d,\"step\":1}"
              .formatted(i, metric(index, i), startMillis(index)));
    }
    return list.toString();
  }
}
