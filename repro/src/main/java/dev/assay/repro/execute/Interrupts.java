package dev.assay.repro.execute;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What happens when this process is told to end: the command is told, and this process goes on to
 * deliver. Once the command has ended, a second wish ends this process at once; what is not
 * delivered then is delivered later. Thread-safe.
 */
final class Interrupts {
  private final Consumer<String> tell;
  private final AtomicInteger interrupts = new AtomicInteger();
  private volatile @Nullable Supervisor supervisor;
  private volatile int exitCode = -1;

  Interrupts(Consumer<String> tell) {
    this.tell = tell;
    Signals.take(this::came);
  }

  void passTo(Supervisor started) {
    supervisor = started;
  }

  /** From now on only this process is left to be ended. */
  void ended(int code) {
    exitCode = code;
  }

  private void came(String name) {
    int count = interrupts.incrementAndGet();
    if (exitCode < 0) {
      Supervisor running = supervisor;
      // A terminal has given it to the command already; twice would be one too many.
      if (running != null && !(name.equals("INT") && isFromTerminal())) {
        running.signal(name);
      }
      return;
    }
    if (count > 1 || !name.equals("INT")) {
      Runtime.getRuntime().halt(exitCode);
    }
    tell.accept("still delivering; interrupt once more to leave that for the next assay command");
  }

  /** Whether this process belongs to those a terminal interrupts. */
  private static boolean isFromTerminal() {
    try {
      String stat = Files.readString(Path.of("/proc/self/stat"), StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return !fields[4].equals("0") && fields[2].equals(fields[5]);
    } catch (IOException e) {
      return Host.hasTerminal();
    }
  }
}
