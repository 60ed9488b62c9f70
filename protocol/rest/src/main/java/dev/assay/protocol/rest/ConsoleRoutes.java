package dev.assay.protocol.rest;

import dev.assay.core.account.Permission;
import dev.assay.core.capture.Console;
import dev.assay.core.capture.ExecutionActions;
import dev.assay.core.capture.Executions;
import dev.assay.web.BodyLimit;
import dev.assay.web.Method;
import dev.assay.web.Request;
import dev.assay.web.Response;
import dev.assay.web.Route;
import java.util.List;

/** The console of an execution: bytes that are added at the end and read from anywhere. */
final class ConsoleRoutes {
  /** The header that says how long the whole console is. */
  static final String SIZE_HEADER = "Assay-Console-Bytes";

  private static final String CONSOLE = ExecutionRoutes.ONE + "/console";
  private static final int PART_BYTES_DEFAULT = 1024 * 1024;
  private static final int PART_BYTES_MAX = 16 * 1024 * 1024;

  private final Executions executions;
  private final ExecutionActions actions;

  ConsoleRoutes(Executions executions, ExecutionActions actions) {
    this.executions = executions;
    this.actions = actions;
  }

  List<Route> routes() {
    return List.of(
        Route.of(
            Method.POST,
            CONSOLE,
            Permission.WRITE,
            BodyLimit.ofBytes(PART_BYTES_MAX),
            this::append),
        Route.of(Method.GET, CONSOLE, Permission.READ, BodyLimit.NONE, this::read));
  }

  private Response append(Request request) {
    long offset = Questions.whole(request.query(), "offset", 0);
    long sizeBytes = actions.appendConsole(ExecutionRoutes.id(request), offset, request.bytes());
    return Answers.object(json -> json.writeNumberProperty("sizeBytes", sizeBytes));
  }

  private Response read(Request request) {
    Console part =
        executions.console(
            ExecutionRoutes.id(request),
            Questions.whole(request.query(), "offset", 0),
            Questions.count(request.query(), "limit", PART_BYTES_DEFAULT, PART_BYTES_MAX));
    return Response.bytes(200, "application/x-ndjson", part.bytes())
        .with(SIZE_HEADER, Long.toString(part.sizeBytes()));
  }
}
