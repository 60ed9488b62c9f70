package dev.assay.cli;

import dev.assay.client.AssayClient;
import dev.assay.core.Failure;
import dev.assay.server.Config;
import dev.assay.server.ConfigSources;
import dev.assay.server.DataDirectory;
import dev.assay.server.Setting;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command finds its server, and whether a script reads its answer. */
final class ServerOptions {
  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "the server to ask (also ASSAY_SERVER)")
  private @Nullable String server;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "the folder whose server to ask (also ASSAY_DATA)")
  private @Nullable String data;

  @Option(names = "--json", description = "print one JSON document")
  private boolean json;

  boolean json() {
    return json;
  }

  AssayClient client() {
    return new AssayClient(address());
  }

  private URI address() {
    String named = server == null ? System.getenv("ASSAY_SERVER") : server;
    if (named != null && !named.isEmpty()) {
      return parse(named);
    }
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    if (data != null) {
      flags.put(Setting.DATA, data);
    }
    Config config = ConfigSources.read(Optional.empty(), System.getenv(), flags);
    return DataDirectory.address(config.data())
        .map(URI::create)
        .orElseThrow(
            () ->
                Failure.notFound(
                    "no server serves the data folder "
                        + config.data()
                        + "; start one with 'assay serve --data "
                        + config.data()
                        + "' or name one with --server"));
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
