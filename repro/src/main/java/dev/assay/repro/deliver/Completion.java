package dev.assay.repro.deliver;

import dev.assay.core.capture.Capture;
import dev.assay.core.capture.Completeness;

/** How complete a capture is in one figure. */
public final class Completion {
  private Completion() {}

  /** 100 when every part is complete; a partial part counts half. */
  public static int percent(Capture capture) {
    if (capture.parts().isEmpty()) {
      return 0;
    }
    int points = capture.parts().values().stream().mapToInt(Completion::points).sum();
    return 100 * points / (2 * capture.parts().size());
  }

  private static int points(Completeness part) {
    return switch (part.state()) {
      case COMPLETE -> 2;
      case PARTIAL -> 1;
      case MISSING -> 0;
    };
  }
}
