package dev.assay.cli;

import dev.assay.server.App;
import dev.assay.server.Config;
import dev.assay.server.ConfigSources;
import dev.assay.server.Setting;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the server, says where it is in one line, and serves until it is told to stop. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Serve the store to clients and browsers.",
    footer = {
      "",
      "Every option can also stand in the configuration file (port = 5000) or the environment (ASSAY_PORT=5000);",
      "the command line wins over the environment, which wins over the file."
    })
final class ServeCommand implements Callable<Integer> {
  private static volatile boolean serving;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "the address to listen on (127.0.0.1)")
  private @Nullable String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "the port; 0 takes any free one (5000)")
  private @Nullable String port;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "where the store is kept (~/.assay)")
  private @Nullable String data;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description =
          "postgresql://user:password@host:port/name, instead of SQLite in the data folder")
  private @Nullable String database;

  @Option(
      names = "--allow-remote-without-accounts",
      arity = "0..1",
      fallbackValue = "true",
      description = "let everybody who reaches the address do everything")
  private @Nullable String allowRemoteWithoutAccounts;

  @Option(
      names = "--allowed-hosts",
      paramLabel = "NAMES",
      description = "more host names by which requests may call the server, with commas between")
  private @Nullable String allowedHosts;

  @Option(
      names = "--run-silence",
      paramLabel = "DURATION",
      description = "after how long a silence a running run is marked interrupted (PT5M)")
  private @Nullable String runSilence;

  @Option(
      names = "--unused-blob-age",
      paramLabel = "DURATION",
      description = "how long bytes that nothing refers to are kept (PT24H)")
  private @Nullable String unusedBlobAge;

  @Option(
      names = "--webhook-private-targets",
      arity = "0..1",
      fallbackValue = "true",
      description = "let webhooks call private and loopback addresses, in a closed network")
  private @Nullable String webhookPrivateTargets;

  @Option(names = "--config", paramLabel = "FILE", description = "a file of 'key = value' lines")
  private @Nullable Path config;

  /** Whether this process goes on after the command returned. */
  static boolean isServing() {
    return serving;
  }

  @Override
  public Integer call() {
    Config settings = ConfigSources.read(Optional.ofNullable(config), System.getenv(), flags());
    App app = App.start(settings);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(app::close));
    serving = true;
    System.out.println("Assay is ready at " + app.address() + " (data: " + settings.data() + ")");
    return Main.DONE;
  }

  private Map<Setting, String> flags() {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    put(flags, Setting.HOST, host);
    put(flags, Setting.PORT, port);
    put(flags, Setting.DATA, data);
    put(flags, Setting.DATABASE, database);
    put(flags, Setting.ALLOW_REMOTE_WITHOUT_ACCOUNTS, allowRemoteWithoutAccounts);
    put(flags, Setting.ALLOWED_HOSTS, allowedHosts);
    put(flags, Setting.RUN_SILENCE, runSilence);
    put(flags, Setting.UNUSED_BLOB_AGE, unusedBlobAge);
    put(flags, Setting.WEBHOOK_PRIVATE_TARGETS, webhookPrivateTargets);
    return flags;
  }

  private static void put(Map<Setting, String> flags, Setting setting, @Nullable String text) {
    if (text != null) {
      flags.put(setting, text);
    }
  }
}
