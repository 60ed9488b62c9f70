package dev.assay.cli;

import dev.assay.client.AssayClient;
import dev.assay.client.ExecutionFacts;
import dev.assay.client.RemoteExecutions.ConsolePart;
import dev.assay.core.Failure;
import dev.assay.core.capture.Capture;
import dev.assay.core.capture.Source;
import dev.assay.core.capture.SourceFile;
import dev.assay.repro.deliver.Completion;
import dev.assay.repro.deliver.ServerBlobs;
import dev.assay.repro.document.DocumentMapper;
import dev.assay.repro.lookup.Found;
import dev.assay.repro.source.SourceRestore;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was recorded of a run, as {@code show --json} has it. */
final class CaptureDocument {
  private static final int CONSOLE_PART_BYTES = 4 * 1024 * 1024;

  private final AssayClient client;
  private final Found found;

  CaptureDocument(AssayClient client, Found found) {
    this.client = client;
    this.found = found;
  }

  /** Adds the execution and its capture, with the list of all source files. */
  void addTo(ObjectNode run) {
    found.execution().ifPresent(execution -> run.set("execution", facts(execution)));
    if (found.capture().isEmpty()) {
      run.put("captureMissing", found.whyNoCapture());
      return;
    }
    Capture capture = found.capture().get();
    ObjectNode document = DocumentMapper.JSON.valueToTree(capture);
    document.put("completenessPercent", Completion.percent(capture));
    capture.source().ifPresent(source -> addFiles((ObjectNode) document.path("source"), source));
    run.set("capture", document);
  }

  /** Adds every point of every metric. */
  void addPoints(ObjectNode run) {
    ArrayNode points = run.putArray("points");
    client
        .runs()
        .points(
            found.run().id(),
            part -> {
              for (int point = 0; point < part.size(); point++) {
                ObjectNode node = points.addObject().put("key", part.key());
                node.put("step", part.steps()[point]);
                number(node, part.values()[point]);
                node.put("at", part.atMillis()[point]);
              }
            });
  }

  /** Adds the lines of the console. */
  void addConsole(ObjectNode run) {
    ArrayNode lines = run.putArray("console");
    if (found.execution().isEmpty()) {
      return;
    }
    String id = found.execution().get().id();
    long offset = 0;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (true) {
      ConsolePart part = client.executions().console(id, offset, CONSOLE_PART_BYTES);
      if (part.bytes().length == 0) {
        break;
      }
      bytes.writeBytes(part.bytes());
      offset += part.bytes().length;
    }
    bytes
        .toString(StandardCharsets.UTF_8)
        .lines()
        .forEach(line -> lines.add(DocumentMapper.JSON.readTree(line)));
  }

  private void addFiles(ObjectNode document, Source source) {
    ArrayNode files = document.putArray("fileList");
    try {
      var listing = new SourceRestore(new ServerBlobs(client)).listing(source.manifest());
      listing.files().forEach(file -> add(files, file));
    } catch (Failure e) {
      document.put("fileListMissing", e.getMessage());
    }
  }

  private static void add(ArrayNode files, SourceFile file) {
    ObjectNode node = files.addObject().put("path", file.path());
    switch (file) {
      case SourceFile.Regular regular -> {
        node.put("sha256", regular.sha256().hex());
        node.put("bytes", regular.bytes());
        node.put("isExecutable", regular.isExecutable());
        if (!regular.outside().isEmpty()) {
          node.put("outside", regular.outside());
        }
      }
      case SourceFile.Link link -> node.put("target", link.target());
    }
  }

  private static ObjectNode facts(ExecutionFacts execution) {
    ObjectNode node = DocumentMapper.JSON.createObjectNode();
    node.put("id", execution.id());
    node.put("command", execution.command());
    node.put("user", execution.user());
    node.put("host", execution.host());
    node.put("startedAt", execution.startedAt().toString());
    execution.endedAt().ifPresent(at -> node.put("endedAt", at.toString()));
    execution.exit().ifPresent(exit -> node.put("exit", exit));
    execution.rerunOf().ifPresent(original -> node.put("rerunOf", original));
    execution.capture().ifPresent(digest -> node.put("capture", digest));
    return node;
  }

  /** JSON has no word for numbers that are none. */
  private static void number(ObjectNode node, double value) {
    if (Double.isFinite(value)) {
      node.put("value", value);
    } else {
      node.put("value", Double.toString(value));
    }
  }
}
