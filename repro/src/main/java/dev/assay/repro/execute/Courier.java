package dev.assay.repro.execute;

import dev.assay.client.AssayClient;
import dev.assay.client.AssayException;
import dev.assay.client.RunFacts;
import dev.assay.core.Failure;
import dev.assay.repro.deliver.Delivery;
import dev.assay.repro.deliver.RunDelivery;
import dev.assay.repro.deliver.ServerLink;
import dev.assay.repro.spool.Invocation;
import dev.assay.repro.spool.Spool;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Brings console and samples to the server while the command runs, in a thread of its own: a server
 * that is slow or gone holds up nothing else. It is started once and stopped once.
 */
final class Courier {
  private static final long TURN_MILLIS = 1_000;
  private static final long RETRY_MILLIS = 5_000;

  /** A command that has logged nothing by then gets a run, so that it can be seen. */
  private static final Duration PLACEHOLDER_AFTER = Duration.ofSeconds(10);

  private final Spool spool;
  private final Invocation invocation;
  private final ServerLink link;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("courier").unstarted(this::deliver);
  private volatile boolean mayStillLog;
  private @Nullable Delivery delivery;
  private @Nullable RunDelivery runs;

  Courier(Spool spool, Invocation invocation, ServerLink link) {
    this.spool = spool;
    this.invocation = invocation;
    this.link = link;
  }

  void start() {
    thread.start();
  }

  /** The command has loaded a tracking client: it will make its own run. */
  void expectRun() {
    mayStillLog = true;
  }

  /** Ends the thread, after what it is doing just now. */
  void stop() throws InterruptedException {
    stopping.countDown();
    thread.join();
  }

  /** After the stop: the delivery as far as it went, or a new one. */
  Delivery delivery(AssayClient client) {
    return delivery == null ? new Delivery(client, spool, invocation) : delivery;
  }

  /** After the stop: the delivery to the runs. */
  RunDelivery runs(AssayClient client) {
    return runs == null ? new RunDelivery(client, spool, invocation) : runs;
  }

  private void deliver() {
    long waitMillis = 0;
    try {
      while (!stopping.await(waitMillis, TimeUnit.MILLISECONDS)) {
        waitMillis = turn() ? TURN_MILLIS : RETRY_MILLIS;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean turn() {
    try {
      AssayClient client = link.client();
      Delivery sending = delivery;
      if (sending == null) {
        sending = new Delivery(client, spool, invocation);
        sending.start();
        delivery = sending;
        runs = new RunDelivery(client, spool, invocation);
      }
      sending.console();
      samples(runs(client));
      return true;
    } catch (AssayException | Failure e) {
      return false; // it stays in the spool; the next turn tries again
    }
  }

  private void samples(RunDelivery sending) {
    Optional<RunFacts> main = sending.mainRun();
    if (main.isEmpty() && isTimeForPlaceholder()) {
      main = Optional.of(sending.ourRun());
    }
    main.ifPresent(sending::usage);
  }

  private boolean isTimeForPlaceholder() {
    long age = System.currentTimeMillis() - invocation.startedAtMillis();
    return !mayStillLog && age > PLACEHOLDER_AFTER.toMillis();
  }
}
