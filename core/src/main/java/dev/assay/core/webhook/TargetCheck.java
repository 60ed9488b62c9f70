package dev.assay.core.webhook;

import dev.assay.core.Failure;

/** Says whether the server may send to an address. Thread-safe; may ask the network. */
@FunctionalInterface
public interface TargetCheck {
  /**
   * Checks an address before it is stored. Every connection is checked again when it is made.
   *
   * @throws Failure INVALID, saying why, when the server may not call it
   */
  void require(String url);
}
