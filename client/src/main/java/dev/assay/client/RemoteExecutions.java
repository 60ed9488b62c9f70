package dev.assay.client;

import dev.assay.client.AssayException.Kind;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Executions on a server. Thread-safe. Every method fails with {@link AssayException}. */
public final class RemoteExecutions {
  private static final String ALL = "/api/v1/executions";
  private static final int RUNS_MAX = 10_000;

  private final Http http;

  RemoteExecutions(Http http) {
    this.http = http;
  }

  /** Some executions; {@code next} continues the list. */
  public record Page(List<ExecutionFacts> executions, Optional<String> next) {
    public Page {
      executions = List.copyOf(executions);
    }
  }

  /** A part of a console and how long the whole is. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record ConsolePart(byte[] bytes, long sizeBytes) {}

  /** A verdict; {@code document} is its JSON as it was noted. */
  public record NotedVerdict(String sha256, Instant at, JsonNode document) {}

  /**
   * Tells of an execution; what was told before and is absent now stays. CONFLICT when a blob is
   * not stored, which the message names.
   *
   * @return the execution as the server has it now
   */
  public ExecutionFacts put(ExecutionFacts execution) {
    byte[] answer = http.json("PUT", path(execution.id()), Message.write(execution::write));
    return ExecutionFacts.read(Message.read(answer));
  }

  public Optional<ExecutionFacts> find(String id) {
    try {
      return Optional.of(ExecutionFacts.read(Message.read(http.get(path(id)).bytes())));
    } catch (AssayException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Executions, newest first. */
  public Page list(int limit, Optional<String> after) {
    Map<String, String> query = new HashMap<>();
    query.put("limit", Integer.toString(limit));
    after.ifPresent(cursor -> query.put("after", cursor));
    Message page = Message.read(http.get(Http.path(ALL, query)).bytes());
    return new Page(page.messages("executions", ExecutionFacts::read), page.text("next"));
  }

  /** The executions that repeat this one, oldest first. */
  public List<ExecutionFacts> reruns(String id) {
    return Message.read(http.get(Http.path(ALL, Map.of("rerunOf", id))).bytes())
        .messages("executions", ExecutionFacts::read);
  }

  /** The runs made in it, oldest first; the execution itself need not exist. */
  public List<RunFacts> runs(String id) {
    Map<String, String> query = Map.of("limit", Integer.toString(RUNS_MAX));
    return Message.read(http.get(Http.path(path(id) + "/runs", query)).bytes())
        .messages("runs", RunFacts::read);
  }

  public void remove(String id) {
    http.send("DELETE", path(id), Map.of(), Content.NONE).close();
  }

  /**
   * Adds to the console; bytes that are there already are passed over. CONFLICT when there would be
   * a gap before the offset.
   *
   * @return how long the console is then
   */
  public long appendConsole(String id, long offset, byte[] bytes, int from, int length) {
    Http.Answer answer =
        http.send(
            "POST",
            Http.path(path(id) + "/console", Map.of("offset", Long.toString(offset))),
            Map.of("Content-Type", "application/octet-stream"),
            new Content.Bytes(bytes, from, length));
    return Message.read(answer.bytes()).number("sizeBytes");
  }

  /** A part of the console, at most 16 MiB; nothing beyond its end. */
  public ConsolePart console(String id, long offset, int limit) {
    Map<String, String> query =
        Map.of("offset", Long.toString(offset), "limit", Integer.toString(limit));
    Http.Answer answer = http.get(Http.path(path(id) + "/console", query));
    String size = answer.headers().getOrDefault("assay-console-bytes", "0");
    return new ConsolePart(answer.bytes(), Long.parseLong(size));
  }

  /** Notes a verdict, a JSON object; gives the digest of the document as the server keeps it. */
  public String addVerdict(String id, byte[] document) {
    return Message.read(http.json("POST", path(id) + "/verdicts", document)).required("sha256");
  }

  /** The verdicts in the order they came. */
  public List<NotedVerdict> verdicts(String id) {
    return Trees.read(http.get(path(id) + "/verdicts").bytes())
        .path("verdicts")
        .valueStream()
        .map(
            verdict ->
                new NotedVerdict(
                    verdict.path("sha256").asString(),
                    Instant.parse(verdict.path("at").asString()),
                    verdict.path("document")))
        .toList();
  }

  private static String path(String id) {
    return ALL + "/" + Http.segment(id);
  }
}
