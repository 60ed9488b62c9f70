package dev.assay.web.outbound;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the operating system, within a time and for a few names at once. Thread-safe. */
final class SystemResolver implements Resolver {
  private static final Duration WAIT_MAX = Duration.ofSeconds(5);
  private static final int AT_ONCE_MAX = 32;

  private final Semaphore places = new Semaphore(AT_ONCE_MAX);

  @Override
  public List<InetAddress> addresses(String host) throws IOException {
    try {
      if (!places.tryAcquire(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new UnknownHostException("too many names are being resolved");
      }
      return answer(host);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while resolving a name");
    }
  }

  /** The system's call cannot be interrupted, so it gets a thread it may keep. */
  private List<InetAddress> answer(String host) throws IOException, InterruptedException {
    FutureTask<List<InetAddress>> task =
        new FutureTask<>(
            () -> {
              try {
                return List.of(InetAddress.getAllByName(host));
              } finally {
                places.release();
              }
            });
    Thread.ofPlatform().daemon().name("resolve").start(task);
    try {
      return task.get(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("no address found", e);
    }
  }
}
