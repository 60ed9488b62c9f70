package dev.assay.core;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Where new identifiers come from; tests give predictable ones. Implementations are safe for use by
 * many threads.
 */
public interface IdSource {
  /** 32 lowercase hexadecimal digits, never given twice. */
  String hex32();

  /** A number in {@code [0, bound)}, for readable names. */
  int below(int bound);

  /** Identifiers from the platform's secure random source. */
  static IdSource random() {
    SecureRandom random = new SecureRandom();
    return new IdSource() {
      @Override
      public String hex32() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
      }

      @Override
      public int below(int bound) {
        return random.nextInt(bound);
      }
    };
  }
}
