package dev.assay.repro.document;

import java.util.HexFormat;

/** Text as JSON in ASCII alone: so names of files that are not UTF-8 can be written, too. */
public final class AsciiJson {
  private AsciiJson() {}

  /** Appends the text with its quotes. */
  public static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == '"' || each == '\\') {
        out.append('\\').append(each);
      } else if (each < 0x20 || each >= 0x7F) {
        out.append("\\u").append(HexFormat.of().toHexDigits(each));
      } else {
        out.append(each);
      }
    }
    out.append('"');
  }
}
