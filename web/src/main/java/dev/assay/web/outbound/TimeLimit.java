package dev.assay.web.outbound;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/** Closes a socket when its time is up, which ends whatever waits on it. Thread-safe. */
final class TimeLimit implements AutoCloseable {
  private final Thread watch;
  private volatile boolean isUp;

  private TimeLimit(Socket socket, Duration time) {
    this.watch = Thread.ofVirtual().name("outbound time limit").unstarted(() -> run(socket, time));
  }

  static TimeLimit closing(Socket socket, Duration time) {
    TimeLimit limit = new TimeLimit(socket, time);
    limit.watch.start();
    return limit;
  }

  /** Whether it closed the socket. */
  boolean isUp() {
    return isUp;
  }

  private void run(Socket socket, Duration time) {
    try {
      Thread.sleep(time);
      isUp = true;
      socket.close();
    } catch (InterruptedException | IOException e) {
      Thread.currentThread().interrupt(); // over in time, or closed already
    }
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
