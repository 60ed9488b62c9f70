package dev.assay.repro.verdict;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Content of well-known files that differs between two runs of the same program by its nature. A
 * file is brought into a form without it before it is compared; every rule that was needed is named
 * in the verdict. Pickled files have no rule: they are compared as they are.
 */
enum VolatileRule {
  MLFLOW_MODEL("run id, model id, paths, creation time and size in an MLmodel file") {
    @Override
    boolean appliesTo(String name, byte[] content) {
      return name.equals("MLmodel") || name.equals("registered_model_meta");
    }

    @Override
    byte[] without(byte[] content) {
      return VolatileLines.withoutModelFields(content);
    }
  },
  PNG_METADATA("text and time chunks of a PNG picture") {
    @Override
    boolean appliesTo(String name, byte[] content) {
      return PngPicture.is(content);
    }

    @Override
    byte[] without(byte[] content) throws IOException {
      return PngPicture.withoutMetadata(content);
    }
  },
  ZIP_TIMES("times of the entries of a zip file (npz, keras, pt, xlsx, ...)") {
    @Override
    boolean appliesTo(String name, byte[] content) {
      return startsWith(content, 'P', 'K', 3, 4);
    }

    @Override
    byte[] without(byte[] content) throws IOException {
      return Archive.zipWithoutTimes(content);
    }
  },
  GZIP_TIME("time and name in the head of a gzip file") {
    @Override
    boolean appliesTo(String name, byte[] content) {
      return startsWith(content, 0x1f, 0x8b);
    }

    @Override
    byte[] without(byte[] content) throws IOException {
      return Archive.gunzip(content);
    }
  },
  PDF_DATES("dates and the document id of a PDF file") {
    @Override
    boolean appliesTo(String name, byte[] content) {
      return startsWith(content, '%', 'P', 'D', 'F');
    }

    @Override
    byte[] without(byte[] content) {
      return VolatileLines.withoutPdfDates(content);
    }
  },
  SVG_IDS("dates and made-up element ids of an SVG picture") {
    @Override
    boolean appliesTo(String name, byte[] content) {
      return name.toLowerCase(Locale.ROOT).endsWith(".svg");
    }

    @Override
    byte[] without(byte[] content) {
      return VolatileLines.withoutSvgIds(content);
    }
  },
  NOTEBOOK_COUNTS("execution counts, times and cell ids of a notebook") {
    @Override
    boolean appliesTo(String name, byte[] content) {
      return name.endsWith(".ipynb");
    }

    @Override
    byte[] without(byte[] content) throws IOException {
      return Notebook.withoutCounts(content);
    }
  },
  LOG_TEXT("times, durations, ids and addresses in a log file") {
    @Override
    boolean appliesTo(String name, byte[] content) {
      return name.endsWith(".log");
    }

    @Override
    byte[] without(byte[] content) {
      return VolatileLines.withoutConsoleNoise(content);
    }
  };

  private final String what;

  VolatileRule(String what) {
    this.what = what;
  }

  /** What the rule leaves out, for people. */
  String what() {
    return what;
  }

  /** As documents have it: {@code png-metadata}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether a file of that name and content is of the kind. */
  abstract boolean appliesTo(String name, byte[] content);

  /**
   * The content in a form that lacks what is volatile.
   *
   * @throws IOException when the content is not of the kind after all
   */
  abstract byte[] without(byte[] content) throws IOException;

  static Optional<VolatileRule> of(String name, byte[] content) {
    return Stream.of(values()).filter(rule -> rule.appliesTo(name, content)).findFirst();
  }

  /** Files that are no result: their names hold the time, or they are made anew from the source. */
  static Optional<String> leftOut(String path) {
    List<String> parts = List.of(path.split("/"));
    String name = parts.getLast();
    if (name.startsWith("events.out.tfevents.")) {
      return Optional.of("tensorboard-events: event files hold wall times; metrics are compared");
    }
    if (name.endsWith(".pyc") || parts.contains("__pycache__")) {
      return Optional.of("bytecode: compiled Python files are made from the source");
    }
    if (path.startsWith("/tmp/") || path.startsWith("/var/tmp/")) {
      return Optional.of("temporary-files: files below /tmp carry made-up names");
    }
    return Optional.empty();
  }

  private static boolean startsWith(byte[] content, int... head) {
    if (content.length < head.length) {
      return false;
    }
    for (int i = 0; i < head.length; i++) {
      if ((content[i] & 0xff) != head[i]) {
        return false;
      }
    }
    return true;
  }
}
