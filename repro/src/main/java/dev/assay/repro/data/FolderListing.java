package dev.assay.repro.data;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.repro.document.AsciiJson;
import dev.assay.repro.document.DocumentMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;

/**
 * What a folder of data holds, sorted by path: one JSON object a line, the first with the format.
 * Its digest is the digest of the folder.
 */
public record FolderListing(List<Entry> entries) {
  private static final int FORMAT = 1;

  public FolderListing {
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparing(Entry::path));
    entries = List.copyOf(sorted);
  }

  /**
   * A file of the folder.
   *
   * @param sha256 absent when it could not be read
   * @param note why, or where a link leads that is not followed
   */
  public record Entry(String path, Optional<Digest> sha256, long bytes, String note) {}

  public long bytes() {
    return entries.stream().mapToLong(Entry::bytes).sum();
  }

  public byte[] write() {
    StringBuilder out = new StringBuilder(160 * (entries.size() + 1));
    out.append("{\"format\":").append(FORMAT).append(",\"kind\":\"folder\"}\n");
    for (Entry entry : entries) {
      out.append("{\"path\":");
      AsciiJson.quote(out, entry.path());
      entry.sha256().ifPresent(each -> out.append(",\"sha256\":\"").append(each).append('"'));
      out.append(",\"bytes\":").append(entry.bytes());
      if (!entry.note().isEmpty()) {
        out.append(",\"note\":");
        AsciiJson.quote(out, entry.note());
      }
      out.append("}\n");
    }
    return out.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads a listing.
   *
   * @throws Failure CORRUPT when it is none, INVALID when a newer Assay wrote it
   */
  public static FolderListing read(byte[] text) {
    List<Entry> entries = new ArrayList<>();
    try (MappingIterator<JsonNode> lines =
        DocumentMapper.JSON.readerFor(JsonNode.class).readValues(text)) {
      checkFormat(lines.hasNextValue() ? lines.nextValue() : DocumentMapper.JSON.nullNode());
      while (lines.hasNextValue()) {
        entries.add(entry(lines.nextValue()));
      }
    } catch (JacksonException e) {
      throw Failure.corrupt("the listing of a folder cannot be read: " + e.getOriginalMessage());
    }
    return new FolderListing(entries);
  }

  private static void checkFormat(JsonNode head) {
    int format = head.path("format").asInt(0);
    if (format > FORMAT) {
      throw Failure.invalid(
          "this listing has format " + format + "; this Assay knows up to " + FORMAT);
    }
    if (format < 1) {
      throw Failure.corrupt("the listing of a folder does not begin with its format");
    }
  }

  private static Entry entry(JsonNode line) {
    String sha256 = line.path("sha256").asString("");
    return new Entry(
        line.path("path").asString(""),
        sha256.isEmpty() ? Optional.empty() : Optional.of(new Digest(sha256)),
        line.path("bytes").asLong(0),
        line.path("note").asString(""));
  }

  /**
   * The paths that differ, with what became of each: {@code added}, {@code removed}, {@code
   * changed}.
   */
  public Map<String, String> differencesTo(FolderListing other) {
    Map<String, Entry> before = new TreeMap<>();
    entries.forEach(each -> before.put(each.path(), each));
    Map<String, String> differences = new TreeMap<>();
    for (Entry now : other.entries()) {
      Entry was = before.remove(now.path());
      if (was == null) {
        differences.put(now.path(), "added");
      } else if (!was.equals(now)) {
        differences.put(now.path(), "changed");
      }
    }
    before.keySet().forEach(path -> differences.put(path, "removed"));
    return differences;
  }
}
