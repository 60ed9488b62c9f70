package dev.assay.repro.verdict;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The rules for formats that are text, or nearly. */
final class VolatileLines {
  private static final Pattern MODEL_FIELD =
      Pattern.compile(
          "(?m)^\\s*(?:run_id|model_uuid|model_id|artifact_path|utc_time_created|model_size_bytes"
              + "|model_version|registered_model_version|env_pack):.*(?:\\R|$)");
  private static final Pattern PDF_DATE =
      Pattern.compile(
          "/(?:CreationDate|ModDate)\\s*\\([^)]*\\)|/ID\\s*\\[[^\\]]*\\]"
              + "|<xmp:(?:CreateDate|ModifyDate|MetadataDate)>[^<]*<");
  private static final Pattern SVG_DATE = Pattern.compile("<dc:date>[^<]*</dc:date>");
  private static final Pattern SVG_ID = Pattern.compile("\\b([a-zA-Z]{1,12})([0-9a-f]{10})\\b");

  private VolatileLines() {}

  static byte[] withoutModelFields(byte[] content) {
    return MODEL_FIELD.matcher(new String(content, UTF_8)).replaceAll("").getBytes(UTF_8);
  }

  static byte[] withoutPdfDates(byte[] content) {
    return PDF_DATE.matcher(new String(content, ISO_8859_1)).replaceAll("").getBytes(ISO_8859_1);
  }

  /** Ids are numbered in the order they appear. */
  static byte[] withoutSvgIds(byte[] content) {
    Map<String, Integer> numbers = new HashMap<>();
    String undated = SVG_DATE.matcher(new String(content, UTF_8)).replaceAll("");
    return SVG_ID
        .matcher(undated)
        .replaceAll(
            match ->
                match.group(1)
                    + "-"
                    + numbers.computeIfAbsent(match.group(2), id -> numbers.size() + 1))
        .getBytes(UTF_8);
  }

  static byte[] withoutConsoleNoise(byte[] content) {
    StringBuilder out = new StringBuilder();
    new String(content, UTF_8)
        .lines()
        .forEach(line -> out.append(VolatileText.without(line, List.of())).append('\n'));
    return out.toString().getBytes(UTF_8);
  }
}
