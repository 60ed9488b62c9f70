package dev.assay.web;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The content type of a file by its name. Text and source of every kind is plain text: it is shown,
 * never run.
 */
final class ContentTypes {
  private static final String TEXT = "text/plain; charset=utf-8";

  private static final Set<String> TEXT_EXTENSIONS =
      Set.of(
          "txt",
          "log",
          "err",
          "cfg",
          "conf",
          "cnf",
          "cf",
          "ini",
          "properties",
          "prop",
          "hocon",
          "toml",
          "yaml",
          "yml",
          "xml",
          "json",
          "jsonl",
          "ndjson",
          "ipynb",
          "js",
          "mjs",
          "ts",
          "css",
          "py",
          "py3",
          "r",
          "sh",
          "sql",
          "java",
          "c",
          "h",
          "cpp",
          "go",
          "rs",
          "csv",
          "tsv",
          "md",
          "rst",
          "tex",
          "diff",
          "patch",
          "mlmodel",
          "mlproject");

  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("gif", "image/gif"),
          Map.entry("webp", "image/webp"),
          Map.entry("bmp", "image/bmp"),
          Map.entry("tif", "image/tiff"),
          Map.entry("tiff", "image/tiff"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("htm", "text/html; charset=utf-8"),
          Map.entry("pdf", "application/pdf"),
          Map.entry("zip", "application/zip"),
          Map.entry("gz", "application/gzip"),
          Map.entry("tgz", "application/gzip"),
          Map.entry("tar", "application/x-tar"),
          Map.entry("mp4", "video/mp4"),
          Map.entry("webm", "video/webm"),
          Map.entry("mp3", "audio/mpeg"),
          Map.entry("wav", "audio/wav"),
          Map.entry("ogg", "audio/ogg"),
          Map.entry("parquet", "application/vnd.apache.parquet"));

  private ContentTypes() {}

  static String of(String fileName) {
    // A name without a dot can be an extension by itself: MLmodel.
    String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (TEXT_EXTENSIONS.contains(extension)) {
      return TEXT;
    }
    return OTHERS.getOrDefault(extension, "application/octet-stream");
  }
}
