package dev.assay.store.sql;

/**
 * Why the store takes no writes now.
 *
 * @param lasting whether only a restart helps, because what is on disk may differ from what is in
 *     memory
 */
record Trouble(String text, boolean lasting) {
  static Trouble passing(String text) {
    return new Trouble(text, false);
  }

  static Trouble lasting(String text) {
    return new Trouble(text + "; nothing more is written until the server is started again", true);
  }
}
