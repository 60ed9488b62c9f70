package dev.assay.web;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;

/** Puts a {@link Response} on the wire. */
final class ResponseSender {
  /**
   * Larger bodies are written in slices of this size, so that each has a write deadline of its own.
   */
  static final int SLICE_BYTES = 64 * 1024;

  private ResponseSender() {}

  /**
   * Sends {@code response}.
   *
   * @param isHead whether to leave the body out
   * @throws IOException what the body's writer threw
   */
  static void send(Response response, boolean isHead, ServerResponse out) throws IOException {
    out.status(Status.create(response.status()));
    out.headers().set(HeaderValues.create("X-Content-Type-Options", "nosniff"));
    out.headers().set(HeaderValues.create("X-Frame-Options", "SAMEORIGIN"));
    for (Response.Header header : response.headers()) {
      HeaderName name = HeaderNames.create(header.name());
      out.headers().set(HeaderValues.create(name, header.value()));
    }
    switch (response.body()) {
      case Response.Body.Empty empty -> out.send();
      case Response.Body.Bytes(byte[] content) -> sendBytes(content, isHead, out);
      case Response.Body.Stream stream -> sendStream(stream, isHead, out);
    }
  }

  private static void sendBytes(byte[] content, boolean isHead, ServerResponse out)
      throws IOException {
    if (isHead) {
      out.headers().contentLength(content.length);
      out.send();
      return;
    }
    if (content.length <= SLICE_BYTES) {
      out.send(content);
      return;
    }
    out.headers().contentLength(content.length);
    try (OutputStream wire = out.outputStream()) {
      for (int from = 0; from < content.length; from += SLICE_BYTES) {
        wire.write(content, from, Math.min(SLICE_BYTES, content.length - from));
      }
    }
  }

  private static void sendStream(Response.Body.Stream stream, boolean isHead, ServerResponse out)
      throws IOException {
    stream.sizeBytes().ifPresent(out.headers()::contentLength);
    if (isHead) {
      out.send();
      return;
    }
    // Not closed when the writer fails: closing would end the answer as if it were whole.
    CountingOutput wire = new CountingOutput(out.outputStream());
    stream.writer().writeTo(wire);
    if (stream.sizeBytes().isPresent() && stream.sizeBytes().getAsLong() != wire.bytesWritten) {
      throw new CloseConnectionException(
          "a body of "
              + stream.sizeBytes().getAsLong()
              + " bytes was announced, "
              + wire.bytesWritten
              + " written");
    }
    wire.out.close();
  }

  private static final class CountingOutput extends OutputStream {
    final OutputStream out;
    long bytesWritten;

    CountingOutput(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      bytesWritten++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      for (int done = 0; done < length; done += SLICE_BYTES) {
        out.write(bytes, offset + done, Math.min(SLICE_BYTES, length - done));
      }
      bytesWritten += length;
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    /** Left to the sender, which first looks whether the body is whole. */
    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
