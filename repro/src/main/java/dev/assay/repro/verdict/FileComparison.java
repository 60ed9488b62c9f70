package dev.assay.repro.verdict;

import dev.assay.core.verdict.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Whether two files are the same, or would be but for what is volatile in their format.
 *
 * @param rule the rule that was needed to find them the same
 * @param note why they count as different, for people
 */
record FileComparison(Verdict verdict, Optional<VolatileRule> rule, String note) {
  private static final int BYTES_MAX = 256 << 20;

  private static final FileComparison SAME =
      new FileComparison(Verdict.IDENTICAL, Optional.empty(), "");

  static FileComparison of(RecordedFile original, RecordedFile rerun) {
    if (original.sha256().isEmpty() || rerun.sha256().isEmpty()) {
      return new FileComparison(
          Verdict.NOT_COMPARABLE, Optional.empty(), "one of the two could not be read");
    }
    if (original.sha256().equals(rerun.sha256())) {
      return SAME;
    }
    if (original.contents().isEmpty() || rerun.contents().isEmpty()) {
      return different("other bytes; the store keeps only the digest");
    }
    if (Math.max(original.bytes(), rerun.bytes()) > BYTES_MAX) {
      return different("other bytes; too large to look inside");
    }
    return inside(original, rerun);
  }

  private static FileComparison inside(RecordedFile original, RecordedFile rerun) {
    try {
      byte[] expected = bytes(original);
      byte[] found = bytes(rerun);
      Optional<VolatileRule> rule =
          VolatileRule.of(original.name(), expected)
              .filter(some -> some.appliesTo(rerun.name(), found));
      if (rule.isEmpty()) {
        return different(difference(expected, found));
      }
      return Arrays.equals(rule.get().without(expected), rule.get().without(found))
          ? new FileComparison(Verdict.IDENTICAL, rule, "")
          : different("other content, also after the rule " + rule.get());
    } catch (IOException e) {
      return different("other bytes");
    }
  }

  private static String difference(byte[] expected, byte[] found) {
    int at = Arrays.mismatch(expected, found);
    return expected.length == found.length
        ? "first differs at byte " + at
        : expected.length + " and " + found.length + " bytes, first differs at byte " + at;
  }

  private static FileComparison different(String note) {
    return new FileComparison(Verdict.DIFFERENT, Optional.empty(), note);
  }

  private static byte[] bytes(RecordedFile file) throws IOException {
    try (InputStream in = file.contents().orElseThrow().open()) {
      return in.readNBytes(BYTES_MAX);
    }
  }
}
