package dev.assay.server;

import dev.assay.core.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The keys of the configuration with their defaults. A key is written {@code run-silence} in the
 * file, {@code ASSAY_RUN_SILENCE} in the environment and {@code --run-silence} on the command line;
 * later ones win.
 */
public enum Setting {
  HOST("127.0.0.1", "the address to listen on"),
  PORT("5000", "the port to listen on; 0 takes any free one"),
  DATA("~/.assay", "the folder that holds the store"),
  DATABASE("", "postgresql://user:password@host:port/name, instead of SQLite in the data folder"),
  ALLOW_REMOTE_WITHOUT_ACCOUNTS("false", "let everybody who reaches the address do everything"),
  ALLOWED_HOSTS("", "more host names by which requests may call the server, with commas between"),
  RUN_SILENCE("PT5M", "after how long a silence of its client a running run is marked interrupted"),
  UNUSED_BLOB_AGE("PT24H", "how long bytes that nothing refers to are kept"),
  WEBHOOK_PRIVATE_TARGETS(
      "false", "let webhooks call private and loopback addresses, in a closed network");

  private final String defaultText;
  private final String description;

  Setting(String defaultText, String description) {
    this.defaultText = defaultText;
    this.description = description;
  }

  /** The key in a configuration file. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The name of its environment variable. */
  public String variable() {
    return "ASSAY_" + name();
  }

  public String defaultText() {
    return defaultText;
  }

  public String description() {
    return description;
  }

  /** The setting of a key; fails INVALID, naming those there are. */
  static Setting of(String key) {
    for (Setting setting : values()) {
      if (setting.key().equals(key)) {
        return setting;
      }
    }
    String known = Arrays.stream(values()).map(Setting::key).collect(Collectors.joining(", "));
    throw Failure.invalid("there is no setting '" + key + "'; there are " + known);
  }

  /** Reads the texts; a setting without one has its default. */
  static Config config(Map<Setting, String> texts) {
    return new Config(
        HOST.text(texts),
        PORT.whole(texts),
        path(DATA.text(texts)),
        Optional.of(DATABASE.text(texts)).filter(text -> !text.isEmpty()),
        ALLOW_REMOTE_WITHOUT_ACCOUNTS.flag(texts),
        ALLOWED_HOSTS.list(texts),
        RUN_SILENCE.duration(texts),
        UNUSED_BLOB_AGE.duration(texts),
        WEBHOOK_PRIVATE_TARGETS.flag(texts));
  }

  private String text(Map<Setting, String> texts) {
    return texts.getOrDefault(this, defaultText).strip();
  }

  private int whole(Map<Setting, String> texts) {
    try {
      return Integer.parseInt(text(texts));
    } catch (NumberFormatException e) {
      throw wrong(texts, "a whole number");
    }
  }

  private boolean flag(Map<Setting, String> texts) {
    return switch (text(texts)) {
      case "true", "yes", "1" -> true;
      case "false", "no", "0" -> false;
      default -> throw wrong(texts, "true or false");
    };
  }

  private Set<String> list(Map<Setting, String> texts) {
    return Arrays.stream(text(texts).split(","))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .map(item -> item.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  private Duration duration(Map<Setting, String> texts) {
    try {
      return Duration.parse(text(texts));
    } catch (DateTimeParseException e) {
      throw wrong(texts, "a duration such as PT5M (ISO 8601)");
    }
  }

  private Failure wrong(Map<Setting, String> texts, String right) {
    return Failure.invalid(key() + " is '" + text(texts) + "'; it must be " + right);
  }

  private static Path path(String text) {
    boolean home = text.equals("~") || text.startsWith("~/");
    Path path = home ? Path.of(System.getProperty("user.home"), text.substring(1)) : Path.of(text);
    return path.toAbsolutePath().normalize();
  }
}
