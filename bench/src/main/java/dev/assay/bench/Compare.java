package dev.assay.bench;

import dev.assay.bench.peer.Peer;
import dev.assay.bench.peer.RunningServer;
import dev.assay.bench.scenario.Measured;
import dev.assay.bench.scenario.Scenario;
import dev.assay.bench.scenario.Sizes;
import dev.assay.bench.scenario.Target;
import dev.assay.bench.scenario.WrongAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Runs the same load against several servers and writes tables of it. All servers run throughout;
 * the rounds of a scenario go round the servers, and while one is measured the others are frozen.
 */
public final class Compare {
  private static final int SETTLE_MILLIS = 200;

  private final Options options;
  private final Sizes sizes;
  private final Results results = new Results();
  private final List<Target> targets = new ArrayList<>();

  private Compare(Options options) {
    this.options = options;
    this.sizes = options.quick() ? Sizes.quick() : Sizes.full();
  }

  /** The program; the root of the checkout comes in the system property {@code assay.root}. */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(System.getProperty("assay.root", ".")).toAbsolutePath().normalize();
    Options options;
    try {
      options = Options.parse(root, arguments);
    } catch (IllegalArgumentException e) {
      String names =
          Catalog.of(Sizes.full()).stream()
              .map(Catalog.Item::name)
              .collect(Collectors.joining(", "));
      System.err.println("bench: " + e.getMessage());
      System.err.print(Options.USAGE.formatted(names));
      System.exit(2);
      return;
    }
    boolean right = new Compare(options).run();
    System.exit(right ? 0 : 1);
  }

  private boolean run() throws Exception {
    Path work = Files.createTempDirectory("assay-bench");
    // However this program ends, no frozen server stays behind.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> targets.forEach(Target::close)));
    try {
      startServers(work);
      for (Catalog.Item item : Catalog.of(sizes)) {
        if (options.only().isEmpty() || options.only().contains(item.name())) {
          measure(item);
        }
      }
      for (Target target : targets) {
        results.add(
            StartUp.MEMORY_AFTER,
            target.server().peer().kind(),
            target.server().residentBytes() / StartUp.MEBIBYTE);
      }
    } finally {
      targets.forEach(Target::close);
      Trees.delete(work);
    }
    String report = new Report(results, options, sizes).text();
    System.out.println(report);
    if (options.writes()) {
      Files.createDirectories(options.report().toAbsolutePath().getParent());
      Files.writeString(options.report(), report);
    }
    return results.wrong().isEmpty();
  }

  private void startServers(Path work) throws IOException, InterruptedException {
    for (Peer.Kind kind : options.servers()) {
      Peer peer = peer(kind);
      Path data = work.resolve(kind.name());
      say("starting " + kind.title());
      RunningServer first = RunningServer.start(peer, data);
      results.add(StartUp.FIRST, kind, (double) first.startUp().toMillis());
      first.close();
      RunningServer second = RunningServer.start(peer, data);
      results.add(StartUp.AGAIN, kind, (double) second.startUp().toMillis());
      Thread.sleep(StartUp.IDLE_MILLIS);
      results.add(StartUp.MEMORY, kind, second.residentBytes() / StartUp.MEBIBYTE);
      targets.add(new Target(second, sizes));
      second.freeze();
    }
  }

  private Peer peer(Peer.Kind kind) {
    return switch (kind) {
      case ASSAY -> Peer.assay(options.root());
      case FASTTRACKML -> Peer.fastTrackMl(options.root());
      case MLFLOW -> Peer.mlflow(options.root());
    };
  }

  private void measure(Catalog.Item item) throws Exception {
    Map<Target, Scenario> scenarios = new LinkedHashMap<>();
    for (Target target : targets) {
      if (item.servers().contains(target.server().peer().kind())) {
        scenarios.put(target, item.maker().on(target));
      }
    }
    for (var entry : scenarios.entrySet()) {
      say(item.name() + ": preparing " + title(entry.getKey()));
      alone(entry.getKey(), () -> entry.getValue().prepare());
    }
    for (int round = -sizes.warmUps(); round < sizes.rounds(); round++) {
      measureRound(item, scenarios, round);
    }
    for (var entry : scenarios.entrySet()) {
      alone(entry.getKey(), () -> check(item, entry.getKey(), entry.getValue()));
    }
  }

  /** Rounds with a number below 0 do not count. */
  private void measureRound(Catalog.Item item, Map<Target, Scenario> scenarios, int number)
      throws Exception {
    for (var entry : scenarios.entrySet()) {
      int rounds = entry.getValue().roundsMax();
      if (number < rounds && number >= -rounds + 1) {
        alone(entry.getKey(), () -> round(item, entry.getKey(), entry.getValue(), number >= 0));
      }
    }
  }

  private void round(Catalog.Item item, Target target, Scenario scenario, boolean counts)
      throws Exception {
    Duration before = target.server().processorTime();
    List<Measured> round = scenario.round();
    Duration used = target.server().processorTime().minus(before);
    if (counts) {
      round.forEach(m -> results.add(m.quantity(), target.server().peer().kind(), m.value()));
    }
    String values =
        round.stream()
            .map(m -> "%,.2f %s".formatted(m.value(), m.quantity().unit()))
            .collect(Collectors.joining(", "));
    String what = counts ? "" : " (warming up)";
    say(
        "%s: %s%s: %s; %,d ms of processor time"
            .formatted(item.name(), title(target), what, values, used.toMillis()));
  }

  private void check(Catalog.Item item, Target target, Scenario scenario) throws Exception {
    try {
      scenario.check();
    } catch (WrongAnswer wrong) {
      String text = item.name() + ": " + title(target) + " answers wrongly: " + wrong.getMessage();
      results.addWrong(text);
      say(text);
    }
  }

  /** Does something while only this server's processes run. */
  private static void alone(Target target, Action action) throws Exception {
    target.server().thaw();
    Thread.sleep(SETTLE_MILLIS);
    target.reconnect();
    action.run();
    target.server().freeze();
  }

  private interface Action {
    void run() throws Exception;
  }

  private static String title(Target target) {
    return target.server().peer().kind().title();
  }

  private static void say(String text) {
    System.err.println(text);
  }
}
