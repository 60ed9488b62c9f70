package dev.assay.server;

import dev.assay.core.Failure;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Puts a configuration together: defaults, then the file, then the environment, then the command
 * line.
 */
public final class ConfigSources {
  private ConfigSources() {}

  /**
   * Reads all sources.
   *
   * @param file a file of {@code key = value} lines; absent means none
   * @param environment the variables; those of other programs are passed over
   * @param flags what the command line said
   */
  public static Config read(
      Optional<Path> file, Map<String, String> environment, Map<Setting, String> flags) {
    Map<Setting, String> texts = new EnumMap<>(Setting.class);
    file.ifPresent(path -> texts.putAll(fromFile(path)));
    for (Setting setting : Setting.values()) {
      String value = environment.get(setting.variable());
      if (value != null) {
        texts.put(setting, value);
      }
    }
    texts.putAll(flags);
    return Setting.config(texts);
  }

  private static Map<Setting, String> fromFile(Path file) {
    Properties lines = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      lines.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw Failure.invalid(
          "the configuration file " + file + " cannot be read: " + e.getMessage());
    }
    Map<Setting, String> texts = new EnumMap<>(Setting.class);
    lines.stringPropertyNames().forEach(key -> texts.put(Setting.of(key), lines.getProperty(key)));
    return texts;
  }
}
