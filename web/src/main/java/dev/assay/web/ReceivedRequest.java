package dev.assay.web;

import dev.assay.core.account.Actor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.OptionalLong;

/** A request as it came from the wire. */
record ReceivedRequest(
    Method method,
    Target target,
    Map<String, String> variables,
    Fields headers,
    Actor actor,
    OptionalLong contentLength,
    ReceivedBody received)
    implements Request {

  @Override
  public String rawPath() {
    return target.rawPath();
  }

  @Override
  public String variable(String name) {
    String value = variables.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route's template has no {" + name + "}");
    }
    return value;
  }

  @Override
  public Fields query() {
    return target.query();
  }

  @Override
  public InputStream body() {
    return received;
  }

  @Override
  public byte[] bytes() {
    try {
      return received.readWhole(contentLength.orElse(-1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
