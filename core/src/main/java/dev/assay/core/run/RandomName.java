package dev.assay.core.run;

import dev.assay.core.IdSource;

/** Readable names for runs and models that were given none: {@code calm-heron-417}. */
public final class RandomName {
  private static final String[] ADJECTIVES = {
    "able", "agile", "amber", "bold", "brave", "brisk", "calm", "clean", "clear", "clever", "crisp",
        "eager", "early",
    "exact", "fair", "fast", "fine", "firm", "fond", "free", "fresh", "gentle", "glad", "golden",
        "grand", "green",
    "happy", "honest", "keen", "kind", "large", "light", "lively", "loyal", "lucid", "merry",
        "mild", "neat", "noble",
    "open", "plain", "proud", "pure", "quick", "quiet", "rapid", "ready", "rich", "round", "sharp",
        "silver", "sleek",
    "smart", "smooth", "solid", "sound", "steady", "still", "strong", "sunny", "sure", "swift",
        "tidy", "true", "vivid",
    "warm", "wise", "young"
  };
  private static final String[] NOUNS = {
    "ant", "badger", "bat", "bear", "beaver", "bee", "bison", "bream", "carp", "cat", "cod", "crab",
    "crane", "crow", "deer", "dove", "duck", "eagle", "elk", "falcon", "finch", "fox", "frog",
    "goose", "gull", "hare", "hawk", "heron", "horse", "ibex", "jay", "kite", "koala", "lark",
    "lemur", "lion", "lynx", "mole", "moose", "moth", "mouse", "newt", "orca", "otter", "owl",
    "panda", "perch", "pike", "quail", "rabbit", "raven", "robin", "salmon", "seal", "shrew",
    "snail", "sparrow", "squid", "stork", "swan", "swift", "tern", "tiger", "toad", "trout",
    "whale", "wolf", "wren"
  };
  private static final int NUMBERS = 1_000;

  private RandomName() {}

  public static String next(IdSource ids) {
    String adjective = ADJECTIVES[ids.below(ADJECTIVES.length)];
    return adjective + "-" + NOUNS[ids.below(NOUNS.length)] + "-" + ids.below(NUMBERS);
  }
}
