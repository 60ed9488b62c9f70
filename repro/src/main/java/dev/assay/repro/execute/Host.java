package dev.assay.repro.execute;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Who runs a command and where. */
final class Host {
  private Host() {}

  static String user() {
    return System.getProperty("user.name", "");
  }

  /** The name of this machine; asking the resolver for it could take seconds. */
  static String name() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      return Optional.ofNullable(System.getenv("HOSTNAME"))
          .or(() -> Optional.ofNullable(System.getenv("COMPUTERNAME")))
          .orElse("");
    }
  }

  /** What standard input is: {@code terminal}, {@code file}, {@code pipe} or {@code none}. */
  static String standardInput() {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/0")).toString();
      if (target.equals("/dev/null")) {
        return "none";
      }
      if (target.startsWith("/dev/")) {
        return "terminal";
      }
      return target.startsWith("/") ? "file" : "pipe";
    } catch (IOException e) {
      return hasTerminal() ? "terminal" : "none";
    }
  }

  /** Whether a person sits at this process. */
  static boolean hasTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }
}
