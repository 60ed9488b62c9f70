package dev.assay.repro.files;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * File names as text. To the system a name is bytes; as text it is these bytes read as UTF-8, and
 * each byte that is not is a lone surrogate U+DC80 to U+DCFF, as Python has it. So every name has
 * one text, every text one name, whatever the locale of this process.
 */
public final class FileNames {
  private static final char UNREADABLE = '\uFFFD';
  private static final int ESCAPE = 0xDC00;
  private static final boolean IS_UTF8 =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"))
          .equals(StandardCharsets.UTF_8);

  private FileNames() {}

  /** The text of a name in bytes. */
  public static String text(byte[] name) {
    String text = new String(name, StandardCharsets.UTF_8);
    return text.indexOf(UNREADABLE) < 0 ? text : escaped(name);
  }

  private static String escaped(byte[] name) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(name);
    CharBuffer out = CharBuffer.allocate(name.length);
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      if (result.isUnderflow()) {
        return out.flip().toString();
      }
      for (int i = 0; i < result.length(); i++) {
        out.put((char) (ESCAPE + (in.get() & 0xFF)));
      }
    }
  }

  /** The bytes of a name. */
  public static byte[] bytes(String text) {
    if (!hasEscape(text)) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    ByteBuffer out = ByteBuffer.allocate(text.length() * 3);
    text.codePoints()
        .forEach(
            point -> {
              if (isEscape(point)) {
                out.put((byte) (point - ESCAPE));
              } else {
                out.put(Character.toString(point).getBytes(StandardCharsets.UTF_8));
              }
            });
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }

  private static boolean hasEscape(String text) {
    for (int i = 0; i < text.length(); i++) {
      boolean isLone = i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
      if (isLone && isEscape(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEscape(int point) {
    return point >= ESCAPE + 0x80 && point <= ESCAPE + 0xFF;
  }

  /** The file that an absolute name means. */
  public static Path path(String absolute) {
    return isPlain(absolute) ? Path.of(absolute) : encoded(absolute);
  }

  /** The file that a relative name means below an absolute folder. */
  public static Path below(Path folder, String relative) {
    return isPlain(relative) ? folder.resolve(relative) : encoded(text(folder) + "/" + relative);
  }

  /** A name as it stands in a link: relative or absolute. */
  public static Path relative(String name) {
    if (isPlain(name)) {
      return Path.of(name);
    }
    Path top = Path.of("/");
    return name.startsWith("/") ? encoded(name) : top.relativize(encoded("/" + name));
  }

  /** The text of a file's name. */
  public static String text(Path path) {
    String text = path.toString();
    if (text.indexOf(UNREADABLE) < 0 && (IS_UTF8 || isAscii(text))) {
      return text;
    }
    return path.isAbsolute() ? ofUri(path) : ofUri(Path.of("/").resolve(path)).substring(1);
  }

  /** Only an address holds the bytes of a name whatever the locale. */
  private static Path encoded(String absolute) {
    StringBuilder address = new StringBuilder("file://");
    for (byte b : bytes(absolute)) {
      boolean isSimple = b == '/' || (b > 0 && Character.isLetterOrDigit(b));
      if (isSimple) {
        address.append((char) b);
      } else {
        address.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return Path.of(URI.create(address.toString()));
  }

  private static String ofUri(Path path) {
    String raw = path.toUri().getRawPath();
    ByteBuffer out = ByteBuffer.allocate(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) == '%') {
        out.put((byte) HexFormat.fromHexDigits(raw, i + 1, i + 3));
        i += 2;
      } else {
        out.put((byte) raw.charAt(i));
      }
    }
    int length = out.position();
    boolean isFolder = length > 1 && out.get(length - 1) == '/'; // an address says so, a name not
    byte[] bytes = new byte[isFolder ? length - 1 : length];
    out.flip().get(bytes);
    return text(bytes);
  }

  private static boolean isPlain(String text) {
    return isAscii(text) || (IS_UTF8 && !hasEscape(text));
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
