package dev.assay.client;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * What a server is told, and tells, of an execution.
 *
 * @param id 32 lowercase hexadecimal digits, chosen by who tells of it first
 * @param command the command line, for people to read
 * @param exit how it ended: an exit code, or the name of a signal
 * @param rerunOf the execution it repeats
 * @param capture SHA-256 of the capture document
 * @param blobs SHA-256 of what the capture refers to; empty in lists
 */
public record ExecutionFacts(
    String id,
    String command,
    String user,
    String host,
    Instant startedAt,
    Optional<Instant> endedAt,
    Optional<String> exit,
    Optional<String> rerunOf,
    Optional<String> capture,
    List<String> blobs) {
  public ExecutionFacts {
    blobs = List.copyOf(blobs);
  }

  static ExecutionFacts read(Message message) {
    return new ExecutionFacts(
        message.required("id"),
        message.required("command"),
        message.text("user").orElse(""),
        message.text("host").orElse(""),
        message.requiredTime("startedAt"),
        message.time("endedAt"),
        message.text("exit"),
        message.text("rerunOf"),
        message.text("capture"),
        message.texts("blobs"));
  }

  void write(JsonGenerator json) {
    json.writeStringProperty("command", command);
    json.writeStringProperty("user", user);
    json.writeStringProperty("host", host);
    json.writeStringProperty("startedAt", startedAt.toString());
    Message.text(json, "endedAt", endedAt);
    Message.text(json, "exit", exit);
    Message.text(json, "rerunOf", rerunOf);
    Message.text(json, "capture", capture);
    json.writeArrayPropertyStart("blobs");
    blobs.forEach(json::writeString);
    json.writeEndArray();
  }
}
