package dev.assay.conformance.fault;

/**
 * Writes to the server and knows what the server must hold. One write at a time; if it is cut off
 * or refused, the server may have carried it out or not, but never in part. One thread at a time.
 */
interface Writer {
  /** Makes what the writes need; not cut off. */
  void open(Api api) throws CutOff;

  /** Does one write, and remembers it once it is acknowledged. */
  void write(Api api) throws CutOff;

  /**
   * Checks that the server holds every acknowledged write, once and whole. What was not
   * acknowledged is settled: either way, it must stay so from now on.
   */
  void check(Api api) throws CutOff;

  /** How many writes were acknowledged. */
  int acknowledged();
}
