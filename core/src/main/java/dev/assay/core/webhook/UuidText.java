package dev.assay.core.webhook;

import dev.assay.core.IdSource;
import java.util.regex.Pattern;

/** Identifiers in the form receivers of webhooks know: 8-4-4-4-12 hexadecimal digits. */
final class UuidText {
  private static final Pattern SHAPE =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final int[] PARTS_END = {8, 12, 16, 20, 32};

  private UuidText() {}

  static boolean isOne(String text) {
    return SHAPE.matcher(text).matches();
  }

  static String next(IdSource ids) {
    String digits = ids.hex32();
    StringBuilder text = new StringBuilder(36);
    int start = 0;
    for (int end : PARTS_END) {
      text.append(start == 0 ? "" : "-").append(digits, start, end);
      start = end;
    }
    return text.toString();
  }
}
