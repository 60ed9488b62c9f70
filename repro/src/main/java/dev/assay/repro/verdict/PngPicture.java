package dev.assay.repro.verdict;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * PNG pictures, chunk by chunk (PNG specification, third edition, section 5: length, type, data,
 * checksum).
 */
final class PngPicture {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a};
  private static final Set<String> METADATA = Set.of("tEXt", "zTXt", "iTXt", "tIME", "eXIf");
  private static final int CHUNK_FRAME_BYTES = 12;

  private PngPicture() {}

  static boolean is(byte[] content) {
    return content.length > SIGNATURE.length
        && Arrays.equals(Arrays.copyOf(content, SIGNATURE.length), SIGNATURE);
  }

  static byte[] withoutMetadata(byte[] content) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(content, SIGNATURE.length, content.length - SIGNATURE.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length);
    while (in.hasRemaining()) {
      if (in.remaining() < CHUNK_FRAME_BYTES) {
        throw new IOException("a chunk is cut off");
      }
      int length = in.getInt(in.position());
      if (length < 0 || length > in.remaining() - CHUNK_FRAME_BYTES) {
        throw new IOException("a chunk is cut off");
      }
      byte[] chunk = new byte[length + CHUNK_FRAME_BYTES];
      in.get(chunk);
      if (!METADATA.contains(new String(chunk, 4, 4, StandardCharsets.ISO_8859_1))) {
        out.write(chunk);
      }
    }
    return out.toByteArray();
  }
}
