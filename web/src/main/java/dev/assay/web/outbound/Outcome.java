package dev.assay.web.outbound;

/** What came of a call. Texts are for people and hold nothing of the answer. */
public sealed interface Outcome {
  /** The target answered with this status. */
  record Answered(int status) implements Outcome {}

  /** No answer came. */
  record Unreachable(String why) implements Outcome {}

  /** The target lies where this server may not send; nothing was sent. */
  record Barred(String why) implements Outcome {}
}
