package dev.assay.bench.scenario;

import java.util.List;

/**
 * One kind of load on one server. Prepared once, then timed in rounds that alternate between the
 * servers, then checked.
 */
public interface Scenario {
  /** Puts in place what the rounds need; not timed. */
  void prepare() throws Exception;

  /** How many rounds are enough, where one takes long. */
  default int roundsMax() {
    return Integer.MAX_VALUE;
  }

  /** One timed round. */
  List<Measured> round() throws Exception;

  /**
   * Reads back what the rounds did.
   *
   * @throws WrongAnswer when the server lost or changed something
   */
  void check() throws Exception;

  /** Makes a scenario for a server. */
  interface Maker {
    /** The scenario, not yet prepared. */
    Scenario on(Target target);
  }
}
