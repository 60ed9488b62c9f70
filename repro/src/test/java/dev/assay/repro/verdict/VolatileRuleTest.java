package dev.assay.repro.verdict;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

final class VolatileRuleTest {
  @Test
  void passesOverRunAndTimeInAnMlmodel() {
    String model = "flavors:\n  sklearn: 1.5\n%s\nsignature: x\n";

    assertSame(
        "mlflow-model",
        "model/MLmodel",
        model.formatted(
            "run_id: aa\nutc_time_created: '2026-01-01'\nmodel_uuid: 1\nmodel_size_bytes: 7"),
        model.formatted(
            "run_id: bb\nutc_time_created: '2026-02-01'\nmodel_uuid: 2\nmodel_size_bytes: 8"));
    assertDifferent("model/MLmodel", "run_id: a\nflavor: 1\n", "run_id: a\nflavor: 2\n");
  }

  @Test
  void passesOverTextAndTimeInAPng() throws IOException {
    assertSame(
        "png-metadata",
        "p.png",
        png("IDAT", "pixels", "tEXt", "a"),
        png("IDAT", "pixels", "tIME", "b"));
    assertDifferent(
        "p.png", png("IDAT", "pixels", "tEXt", "a"), png("IDAT", "PIXELS", "tEXt", "a"));
  }

  @Test
  void passesOverTimesOfZipEntries() throws IOException {
    assertSame("zip-times", "a.npz", zip("w.npy", "1", 0), zip("w.npy", "1", 1_000_000_000_000L));
    assertDifferent("a.npz", zip("w.npy", "1", 0), zip("w.npy", "2", 0));
  }

  @Test
  void passesOverDatesInAPdf() {
    assertSame(
        "pdf-dates",
        "f.pdf",
        "%PDF-1.4 /CreationDate (D:2026) x",
        "%PDF-1.4 /CreationDate (D:2027) x");
    assertDifferent(
        "f.pdf", "%PDF-1.4 /CreationDate (D:2026) x", "%PDF-1.4 /CreationDate (D:2026) y");
  }

  @Test
  void passesOverIdsInAnSvg() {
    String picture = "<svg><dc:date>%s</dc:date><path id=\"%s\"/><use href=\"#%s\"/></svg>";

    assertSame(
        "svg-ids",
        "f.svg",
        picture.formatted("2026", "m0123456789", "m0123456789"),
        picture.formatted("2027", "mabcdefabcd", "mabcdefabcd"));
  }

  @Test
  void passesOverCountsInANotebook() {
    String notebook =
        "{\"cells\":[{\"id\":\"%s\",\"execution_count\":%d,\"source\":[\"1+1\"],\"outputs\":[{\"execution_count\":%d,\"data\":2}]}]}";

    assertSame(
        "notebook-counts", "n.ipynb", notebook.formatted("a", 1, 1), notebook.formatted("b", 7, 7));
    assertDifferent(
        "n.ipynb",
        notebook.formatted("a", 1, 1),
        notebook.formatted("a", 1, 1).replace(":2", ":3"));
  }

  @Test
  void comparesPickledFilesAsTheyAre() {
    assertDifferent("m.pkl", "run_id: a", "run_id: b");
  }

  @Test
  void comparesAFileThatIsNotWhatItSeemsAsItIs() {
    assertDifferent("a.npz", "PK\3\4 broken", "PK\3\4 Broken");
    assertDifferent("n.ipynb", "{", "[");
  }

  @Test
  void leavesNumbersInConsoleTextAlone() {
    assertThat(VolatileText.without("epoch 3: loss=0.123 acc 0.9 (1.5 s) 3.2it/s", List.of()))
        .isEqualTo("epoch 3: loss=0.123 acc 0.9 (<duration>) <rate>");
    assertThat(
            VolatileText.without(
                "2026-11-22T12:00:01.5Z run 0123456789abcdef0123456789abcdef", List.of()))
        .isEqualTo("<time> run <id>");
    assertThat(
            VolatileText.without("<A object at 0x7f12345678ab> http://127.0.0.1:5000/x", List.of()))
        .isEqualTo("<A object at <address>> <address>/x");
  }

  private static void assertSame(String rule, String path, String a, String b) {
    assertSame(rule, path, a.getBytes(UTF_8), b.getBytes(UTF_8));
  }

  private static void assertSame(String rule, String path, byte[] a, byte[] b) {
    FileComparison found =
        FileComparison.of(RecordingBuilder.file(path, a), RecordingBuilder.file(path, b));
    assertThat(found.verdict()).isEqualTo(Verdict.IDENTICAL);
    assertThat(found.rule().map(VolatileRule::toString)).hasValue(rule);
  }

  private static void assertDifferent(String path, String a, String b) {
    assertDifferent(path, a.getBytes(UTF_8), b.getBytes(UTF_8));
  }

  private static void assertDifferent(String path, byte[] a, byte[] b) {
    assertThat(
            FileComparison.of(RecordingBuilder.file(path, a), RecordingBuilder.file(path, b))
                .verdict())
        .isEqualTo(Verdict.DIFFERENT);
  }

  private static byte[] zip(String name, String content, long time) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      ZipEntry entry = new ZipEntry(name);
      entry.setTime(time);
      zip.putNextEntry(entry);
      zip.write(content.getBytes(UTF_8));
    }
    return out.toByteArray();
  }

  private static byte[] png(String... chunks) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write("\u0089PNG\r\n\u001a\n".getBytes(ISO_8859_1));
    for (int i = 0; i < chunks.length; i += 2) {
      byte[] data = (chunks[i] + chunks[i + 1]).getBytes(ISO_8859_1);
      CRC32 crc = new CRC32();
      crc.update(data);
      out.write(ByteBuffer.allocate(4).putInt(data.length - 4).array());
      out.write(data);
      out.write(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
    return out.toByteArray();
  }
}
