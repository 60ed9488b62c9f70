package dev.assay.core.webhook;

import java.time.Duration;

/** What came of a try to tell a webhook something, and how often such a try is repeated. */
public sealed interface Attempt {
  /** The target answered. */
  record Answered(int status) implements Attempt {}

  /** The target gave no answer; {@code why} is for people, without names of classes. */
  record Unanswered(String why) implements Attempt {}

  /** The server may not call this address. */
  record Barred(String why) implements Attempt {}

  /** Tries while a target is away: with the delays below they last more than a day. */
  int TRIES_AWAY_MAX = 32;

  /** Tries while a target answers with an error of its own: they last more than an hour. */
  int TRIES_FAILING_MAX = 8;

  Duration DELAY_FIRST = Duration.ofSeconds(1);
  Duration DELAY_MAX = Duration.ofHours(1);

  /** Each delay is this many times the one before. */
  int DELAY_GROWTH = 4;

  default boolean delivered() {
    return this instanceof Answered(int status) && status >= 200 && status < 300;
  }

  /** How many tries that end like this there are before the delivery is given up. */
  default int triesMax() {
    return switch (this) {
      case Answered(int status) -> triesMax(status);
      case Unanswered(String why) -> TRIES_AWAY_MAX;
      case Barred(String why) -> 1;
    };
  }

  /** In words, for the ledger and the log. */
  default String text() {
    return switch (this) {
      case Answered(int status) -> "the target answered " + status;
      case Unanswered(String why) -> why;
      case Barred(String why) -> why;
    };
  }

  /** How long to wait after so many tries in vain: 1, 4, 16, 64 seconds, up to an hour. */
  static Duration delayAfter(int tries) {
    Duration delay = DELAY_FIRST;
    for (int i = 1; i < tries && delay.compareTo(DELAY_MAX) < 0; i++) {
      delay = delay.multipliedBy(DELAY_GROWTH);
    }
    return delay.compareTo(DELAY_MAX) < 0 ? delay : DELAY_MAX;
  }

  /** A refusal stays one; what a proxy says for a target that is away counts as away. */
  private static int triesMax(int status) {
    return switch (status) {
      case 408, 425, 429, 502, 503, 504 -> TRIES_AWAY_MAX;
      default -> status >= 500 ? TRIES_FAILING_MAX : 1;
    };
  }
}
