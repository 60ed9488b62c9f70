package dev.assay.web;

import dev.assay.core.Failure;
import dev.assay.core.account.Actor;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpPrologue;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each request from the engine through the gates to its handler, and the answer or the
 * problem back.
 */
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /** A rest of a body up to this size is read, so that the connection can go on. */
  private static final int REST_BYTES_MAX = 64 * 1024;

  private final RouteTable table;
  private final Access access;
  private final Gates gates;
  private final ErrorShape fallback;
  private final BodyMemory memory;
  private final Bounds bounds;
  private final Semaphore admissions;

  Dispatcher(
      RouteTable table,
      Access access,
      Gates gates,
      ErrorShape fallback,
      BodyMemory memory,
      Bounds bounds) {
    this.table = table;
    this.access = access;
    this.gates = gates;
    this.fallback = fallback;
    this.memory = memory;
    this.bounds = bounds;
    this.admissions = new Semaphore(bounds.requestsMax());
  }

  void handle(ServerRequest in, ServerResponse out) {
    Exchange exchange = new Exchange(in, (RoutingResponse) out);
    try {
      admit();
      try {
        exchange.run();
      } finally {
        admissions.release();
      }
    } catch (Refusal e) {
      exchange.answer(e);
    } finally {
      exchange.end();
    }
  }

  private void admit() {
    try {
      if (!admissions.tryAcquire(bounds.admissionWaitMax().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Refusal(503, "the server has too many requests in work now; try again");
      }
    } catch (InterruptedException e) {
      throw new CloseConnectionException("the server stops", e);
    }
  }

  /** One request with its answer. */
  private final class Exchange {
    private final ServerRequest in;
    private final RoutingResponse out;
    private final boolean isHead;
    private ErrorShape errors = fallback;
    private ReceivedBody body;

    Exchange(ServerRequest in, RoutingResponse out) {
      this.in = in;
      this.out = out;
      this.isHead = in.prologue().method().text().equals("HEAD");
      this.body = body(BodyLimit.NONE);
    }

    void run() {
      try {
        send(respond());
      } catch (CloseConnectionException e) {
        throw e;
      } catch (Failure | Refusal e) {
        answer(e);
      } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
        answer(e);
      }
    }

    /**
     * Sends what went wrong, in the words of the protocol; or cuts the connection when an answer
     * has begun.
     */
    void answer(Throwable thrown) {
      if (!out.reset()) {
        LOG.warn(
            "an answer to {} {} broke off", in.prologue().method().text(), visiblePath(), thrown);
        throw new CloseConnectionException("an answer broke off", thrown);
      }
      try {
        Response response = errors.shape(problem(thrown));
        send(withHeaders(response, thrown));
      } catch (IOException e) {
        throw new CloseConnectionException("an answer could not be sent", e);
      }
    }

    void end() {
      body.release();
    }

    private Response respond() throws IOException {
      HttpPrologue prologue = in.prologue();
      if (prologue.fragment().hasValue()) {
        throw new Refusal(400, "the request's address holds a '#', which must be percent-encoded");
      }
      Target target =
          Target.parse(
              prologue.uriPath().rawPath(), prologue.hasQuery() ? prologue.query().rawValue() : "");
      errors = table.errorsBelow(target.path(), fallback);
      checkGates(target);
      RouteTable.Found found = table.find(target.segments());
      if (found == null) {
        throw new Refusal(404, "there is nothing at " + target.rawPath());
      }
      RouteTable.Entry entry = entry(found);
      errors = entry.errors();
      return handle(target, entry, entry.variables(found.captured()));
    }

    private void checkGates(Target target) {
      List<String> hosts = in.headers().values(HeaderNames.HOST);
      gates.checkHost(hosts, target.authority());
      String method = in.prologue().method().text();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        gates.checkOrigin(in.headers().values(HeaderNames.ORIGIN), hosts.getFirst());
      }
    }

    private RouteTable.Entry entry(RouteTable.Found found) {
      String name = isHead ? "GET" : in.prologue().method().text();
      for (Method method : found.methods()) {
        RouteTable.Entry entry = found.entry(method);
        if (entry != null && method.name().equals(name)) {
          return entry;
        }
      }
      String allowed = found.methods().stream().map(Method::name).collect(Collectors.joining(", "));
      throw new Refusal(
          405,
          "this address takes " + allowed + ", not " + name,
          new Response.Header("Allow", allowed));
    }

    private Response handle(Target target, RouteTable.Entry entry, Map<String, String> variables)
        throws IOException {
      Route route = entry.route();
      Fields headers = fields(in.headers());
      Actor actor = access.admit(headers, route.permission());
      OptionalLong contentLength = contentLength();
      if (contentLength.orElse(0) > route.bodyLimit().bytesMax()) {
        throw ReceivedBody.tooLarge(route.bodyLimit());
      }
      body = body(route.bodyLimit());
      Request request =
          new ReceivedRequest(
              route.method(), target, variables, headers, actor, contentLength, body);
      return route.handler().handle(request);
    }

    private void send(Response response) throws IOException {
      boolean isLast = in.headers().containsToken(HeaderValues.CONNECTION_CLOSE) || !settleBody();
      if (isLast) {
        out.headers().set(HeaderValues.CONNECTION_CLOSE);
      }
      ResponseSender.send(Compression.applied(response, in), isHead, out);
      if (isLast) {
        out.commit();
        drain();
        // The engine would take what is left of the body for the next request.
        throw new CloseConnectionException("the answer was the last on its connection");
      }
    }

    /**
     * Whether nothing of the request is left on the wire, so that the connection can serve the next
     * one.
     */
    private boolean settleBody() throws IOException {
      if (!in.content().hasEntity() || body.isEnded()) {
        return true;
      }
      long restBytes = contentLength().orElse(Long.MAX_VALUE) - body.bytesRead();
      boolean isShort = restBytes <= REST_BYTES_MAX && !waitsForContinue();
      return isShort && body.drain(REST_BYTES_MAX);
    }

    /** A client that still sends would lose the answer if the connection closed under it. */
    private void drain() throws IOException {
      if (!in.content().hasEntity() || waitsForContinue()) {
        return;
      }
      try {
        body.drain(Limits.DRAINED_BYTES_MAX);
      } catch (Refusal e) {
        LOG.debug("the rest of a body that nobody reads is malformed, too", e);
      }
    }

    /** For the log, which a terminal may show. */
    private String visiblePath() {
      return in.path().rawPath().replaceAll("[^!-~]", "?");
    }

    private boolean waitsForContinue() {
      return in.headers().containsToken(HeaderValues.EXPECT_100) && !in.continueSent();
    }

    private OptionalLong contentLength() {
      if (!in.content().hasEntity()) {
        return OptionalLong.of(0);
      }
      return in.headers().contentLength();
    }

    private ReceivedBody body(BodyLimit limit) {
      return new ReceivedBody(in.content()::inputStream, limit, memory);
    }
  }

  private static Fields fields(ServerRequestHeaders headers) {
    Fields.Builder fields = new Fields.Builder();
    headers.forEach(
        header ->
            header
                .allValues()
                .forEach(value -> fields.add(header.headerName().lowerCase(), value)));
    return fields.build();
  }

  private static Response withHeaders(Response response, Throwable thrown) {
    Response more = response;
    if (thrown instanceof Refusal refusal) {
      for (Response.Header header : refusal.headers()) {
        more = more.with(header.name(), header.value());
      }
    }
    return more.status() == 503 ? more.with("Retry-After", "1") : more;
  }

  private static Problem problem(Throwable thrown) {
    return switch (thrown) {
      case Failure failure -> failed(failure);
      case Refusal refusal -> refusal.problem();
      case OutOfMemoryError full ->
          logged(503, "the server has no memory for this request now", full);
      default -> logged(500, "the server failed in an unexpected way", thrown);
    };
  }

  /** What is no fault of the caller's is the operator's to know, with its cause. */
  private static Problem failed(Failure failure) {
    switch (failure.kind()) {
      case UNAVAILABLE, CORRUPT -> LOG.error("a request failed", failure);
      case INVALID, NOT_FOUND, ALREADY_EXISTS, CONFLICT, DENIED, UNAUTHENTICATED, LIMIT -> {}
    }
    return new Problem.Failed(failure);
  }

  private static Problem logged(int status, String text, Throwable thrown) {
    String id =
        HexFormat.of()
            .toHexDigits(ThreadLocalRandom.current().nextLong(), 8)
            .toLowerCase(Locale.ROOT);
    LOG.error("error {}", id, thrown);
    return new Problem.Refused(status, text + "; its log tells more under error " + id);
  }
}
