package dev.assay.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers the requests of each connection with the same texts, byte for byte, and then closes it.
 * Reads no bodies.
 */
final class ScriptedServer implements AutoCloseable {
  private final ServerSocket listening;
  private final String[] answers;
  final AtomicInteger connections = new AtomicInteger();

  /** Connections that ended before all was answered. */
  final AtomicInteger broken = new AtomicInteger();

  ScriptedServer(String... answers) throws IOException {
    this.listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    this.answers = answers.clone();
    Thread.ofVirtual().start(this::accept);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  private void accept() {
    while (!listening.isClosed()) {
      try (Socket socket = listening.accept()) {
        connections.incrementAndGet();
        serve(socket);
      } catch (IOException e) {
        broken.incrementAndGet(); // the test is over, or its client went away
      }
    }
  }

  private void serve(Socket socket) throws IOException {
    for (String answer : answers) {
      readHead(socket.getInputStream());
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private static void readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the client closed");
      }
      head.append((char) next);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
