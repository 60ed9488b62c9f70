package dev.assay.repro.source;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.capture.SourceFile;
import dev.assay.repro.document.AsciiJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A source manifest: one JSON object a line, the first with the format, then one for each file,
 * sorted by path. All of it is ASCII: a path may hold what UTF-8 cannot write.
 */
final class ManifestFormat {
  private static final int FORMAT = 1;
  private static final JsonFactory JSON = new JsonFactory();
  private static final String EXECUTABLE = "executable";
  private static final String LINK = "link";

  private ManifestFormat() {}

  static byte[] write(List<SourceFile> files) {
    StringBuilder out = new StringBuilder(256 * (files.size() + 1));
    out.append("{\"format\":").append(FORMAT).append("}\n");
    for (SourceFile file : files) {
      switch (file) {
        case SourceFile.Regular regular -> write(out, regular);
        case SourceFile.Link link -> write(out, link);
      }
    }
    return out.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void write(StringBuilder out, SourceFile.Regular file) {
    out.append("{\"path\":");
    AsciiJson.quote(out, file.path());
    out.append(",\"mode\":\"").append(file.isExecutable() ? EXECUTABLE : "file");
    out.append("\",\"sha256\":\"").append(file.sha256());
    out.append("\",\"bytes\":").append(file.bytes());
    out.append(",\"pack\":\"").append(file.pack());
    out.append("\",\"offset\":").append(file.offset());
    if (!file.outside().isEmpty()) {
      out.append(",\"outside\":");
      AsciiJson.quote(out, file.outside());
    }
    out.append("}\n");
  }

  private static void write(StringBuilder out, SourceFile.Link link) {
    out.append("{\"path\":");
    AsciiJson.quote(out, link.path());
    out.append(",\"mode\":\"").append(LINK).append("\",\"target\":");
    AsciiJson.quote(out, link.target());
    out.append("}\n");
  }

  static List<SourceFile> read(byte[] manifest) {
    List<SourceFile> files = new ArrayList<>();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), manifest)) {
      boolean isFirst = true;
      while (json.nextToken() == JsonToken.START_OBJECT) {
        Entry entry = Entry.read(json);
        if (isFirst) {
          checkFormat(entry.format);
        } else {
          files.add(entry.file());
        }
        isFirst = false;
      }
      if (isFirst || json.currentToken() != null) {
        throw Failure.corrupt("the source manifest is not one");
      }
      return files;
    } catch (JacksonException | IllegalArgumentException e) {
      throw Failure.corrupt("the source manifest cannot be read: " + e.getMessage(), e);
    }
  }

  private static void checkFormat(long format) {
    if (format > FORMAT) {
      throw Failure.invalid(
          "this source manifest has format " + format + "; this Assay knows up to " + FORMAT);
    }
    if (format < 1) {
      throw Failure.corrupt("the source manifest does not begin with its format");
    }
  }

  /** The members of one line, as they come. */
  private static final class Entry {
    private long format;
    private String path = "";
    private String mode = "";
    private String sha256 = "";
    private String pack = "";
    private String target = "";
    private String outside = "";
    private long bytes;
    private long offset;

    static Entry read(JsonParser json) {
      Entry entry = new Entry();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "format" -> entry.format = json.getLongValue();
          case "path" -> entry.path = json.getString();
          case "mode" -> entry.mode = json.getString();
          case "sha256" -> entry.sha256 = json.getString();
          case "pack" -> entry.pack = json.getString();
          case "target" -> entry.target = json.getString();
          case "outside" -> entry.outside = json.getString();
          case "bytes" -> entry.bytes = json.getLongValue();
          case "offset" -> entry.offset = json.getLongValue();
          default -> json.skipChildren();
        }
      }
      return entry;
    }

    SourceFile file() {
      if (mode.equals(LINK)) {
        return new SourceFile.Link(path, target);
      }
      if (bytes < 0 || offset < 0) {
        throw Failure.corrupt("the source manifest gives '" + path + "' no possible size");
      }
      return new SourceFile.Regular(
          path,
          mode.equals(EXECUTABLE),
          new Digest(sha256),
          bytes,
          new Digest(pack),
          offset,
          outside);
    }
  }
}
