package dev.assay.protocol.rest;

import dev.assay.core.account.Permission;
import dev.assay.core.artifact.Blobs;
import dev.assay.core.capture.ExecutionActions;
import dev.assay.core.capture.ExecutionId;
import dev.assay.core.capture.Executions;
import dev.assay.core.capture.VerdictDocument;
import dev.assay.web.BodyLimit;
import dev.assay.web.Json;
import dev.assay.web.Method;
import dev.assay.web.Request;
import dev.assay.web.Response;
import dev.assay.web.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Verdicts on an execution: JSON documents, in the order they came. */
final class VerdictRoutes {
  private static final String VERDICTS = ExecutionRoutes.ONE + "/verdicts";
  private static final BodyLimit DOCUMENT = BodyLimit.ofMebibytes(16);

  private final Executions executions;
  private final Blobs blobs;
  private final ExecutionActions actions;

  VerdictRoutes(Executions executions, Blobs blobs, ExecutionActions actions) {
    this.executions = executions;
    this.blobs = blobs;
    this.actions = actions;
  }

  List<Route> routes() {
    return List.of(
        Route.of(Method.POST, VERDICTS, Permission.WRITE, DOCUMENT, this::add),
        Route.of(Method.GET, VERDICTS, Permission.READ, BodyLimit.NONE, this::list));
  }

  /** Encodes the document anew: what is stored is one JSON document without spaces. */
  private Response add(Request request) {
    byte[] document = Json.encode(Body.of(request).tree());
    VerdictDocument noted =
        actions.addVerdict(request.actor(), ExecutionRoutes.id(request), document);
    return Answers.object(json -> facts(json, noted));
  }

  private Response list(Request request) {
    ExecutionId id = ExecutionRoutes.id(request);
    if (executions.find(id).isEmpty()) {
      throw ExecutionActions.missing(id);
    }
    List<VerdictDocument> verdicts = executions.verdicts(id);
    return Response.stream(200, "application/json", out -> write(out, verdicts));
  }

  /** Copies the documents, so that only one of them is in memory at a time. */
  private void write(OutputStream out, List<VerdictDocument> verdicts) throws IOException {
    String before = "{\"verdicts\":[";
    for (VerdictDocument verdict : verdicts) {
      String facts =
          new String(
              Json.write(
                  json -> {
                    json.writeStartObject();
                    facts(json, verdict);
                    json.writeEndObject();
                  }),
              StandardCharsets.UTF_8);
      out.write(utf8(before + facts.substring(0, facts.length() - 1) + ",\"document\":"));
      copy(verdict, out);
      before = "},";
    }
    out.write(utf8(verdicts.isEmpty() ? before + "]}" : "}]}"));
  }

  private void copy(VerdictDocument verdict, OutputStream out) throws IOException {
    long sizeBytes = blobs.size(verdict.digest()).orElse(0);
    try (InputStream document = blobs.open(verdict.digest(), 0, sizeBytes)) {
      document.transferTo(out);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void facts(JsonGenerator json, VerdictDocument verdict) {
    json.writeStringProperty("sha256", verdict.digest().hex());
    Answers.time(json, "at", verdict.at());
  }
}
