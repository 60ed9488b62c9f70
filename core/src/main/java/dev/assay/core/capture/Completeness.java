package dev.assay.core.capture;

import java.util.List;
import java.util.Locale;

/** How complete a part is; each gap with its remedy. */
public record Completeness(State state, List<Gap> gaps) {
  public static final Completeness COMPLETE = new Completeness(State.COMPLETE, List.of());

  public Completeness {
    gaps = List.copyOf(gaps);
  }

  /** From best to worst. */
  public enum State {
    COMPLETE,
    PARTIAL,
    MISSING;

    /** As documents and people have it: {@code partial}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is not there, and the command or step that would change it. */
  public record Gap(String what, String remedy) {}
}
