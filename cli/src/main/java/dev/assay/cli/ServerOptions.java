package dev.assay.cli;

import dev.assay.core.Failure;
import dev.assay.repro.deliver.ServerLink;
import dev.assay.repro.execute.LeftOvers;
import dev.assay.server.Config;
import dev.assay.server.ConfigSources;
import dev.assay.server.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command finds its server. */
class ServerOptions {
  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "the server to use (also ASSAY_SERVER); else the one of the data folder")
  private @Nullable String server;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "the store's folder (also ASSAY_DATA; ~/.assay)")
  private @Nullable String data;

  /** The folder with store and spool. */
  Path data() {
    return config().data();
  }

  /**
   * The server: the one named, the one that serves the data folder, or one of our own. What earlier
   * commands could not deliver is delivered first.
   */
  ServerLink connect() {
    ServerLink link = link();
    Path folder = data();
    if (LeftOvers.mayExist(folder)) {
      new LeftOvers(folder, link, Output::tell).deliver();
    }
    return link;
  }

  /** The server alone. */
  ServerLink link() {
    String named = server == null ? System.getenv("ASSAY_SERVER") : server;
    return named != null && !named.isEmpty() ? new NamedLink(parse(named)) : StoreLink.of(config());
  }

  private Config config() {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    if (data != null) {
      flags.put(Setting.DATA, data);
    }
    return ConfigSources.read(Optional.empty(), System.getenv(), flags);
  }

  private static URI parse(String text) {
    try {
      URI address = URI.create(text);
      if ("http".equals(address.getScheme()) || "https".equals(address.getScheme())) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      throw Failure.invalid(
          "'" + text + "' is not an address such as http://127.0.0.1:5000: " + e.getMessage());
    }
    throw Failure.invalid("'" + text + "' is not an address such as http://127.0.0.1:5000");
  }
}
