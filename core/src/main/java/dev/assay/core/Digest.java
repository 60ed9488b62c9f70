package dev.assay.core;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 over some content, as 64 lowercase hexadecimal digits. */
public record Digest(String hex) {
  private static final int LENGTH = 64;

  public Digest {
    if (!hasShape(hex)) {
      throw Failure.invalid(
          "'" + hex + "' is not a SHA-256 digest: 64 lowercase hexadecimal digits are needed");
    }
  }

  /** By hand, as digests are made by the hundred thousand. */
  private static boolean hasShape(String hex) {
    for (int i = 0; i < hex.length(); i++) {
      char digit = hex.charAt(i);
      if (!(digit >= '0' && digit <= '9') && !(digit >= 'a' && digit <= 'f')) {
        return false;
      }
    }
    return hex.length() == LENGTH;
  }

  public static Digest of(byte[] content) {
    return ofHash(sha256().digest(content));
  }

  public static Digest of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Wraps 32 bytes that already are a SHA-256. */
  public static Digest ofHash(byte[] hash) {
    return new Digest(HexFormat.of().formatHex(hash));
  }

  /** The 32 bytes. */
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  /** A fresh SHA-256; every Java platform has it. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime lacks SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return hex;
  }
}
