package dev.assay.repro.execute;

import dev.assay.core.Failure;
import dev.assay.repro.spool.Notes;
import dev.assay.repro.spool.Spool;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files that any program opens, as the system's tracer {@code strace} sees them. */
final class Tracing {
  private static final String TRACE = "trace";

  /** A call that worked gives a descriptor and, in angle brackets, the whole path. */
  private static final Pattern OPENED =
      Pattern.compile("(?:open|openat|creat)\\((.*)\\)\\s+= \\d+<(/.*)>$");

  private static final Pattern WRITING = Pattern.compile("O_WRONLY|O_RDWR|O_CREAT|O_TRUNC");

  private Tracing() {}

  static boolean isInstalled(Map<String, String> environment) {
    return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "strace")));
  }

  /** The command, traced; its exit code stays what it is. */
  static List<String> traced(List<String> argv, Spool spool) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "strace",
                "--follow-forks",
                "--decode-fds=path",
                "--quiet=all",
                "--signal=none",
                "--trace=open,openat,creat",
                "--string-limit=4096",
                "--output=" + spool.folder().resolve(TRACE),
                "--"));
    command.addAll(argv);
    return command;
  }

  /** Notes what was opened; nothing when nothing was traced. */
  static void read(Spool spool, Notes notes) {
    Path trace = spool.folder().resolve(TRACE);
    if (!Files.exists(trace)) {
      return;
    }
    try (BufferedReader lines = Files.newBufferedReader(trace, StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        note(line, notes);
      }
    } catch (IOException e) {
      throw Failure.unavailable("the trace cannot be read: " + e.getMessage(), e);
    }
  }

  private static void note(String line, Notes notes) {
    Matcher call = OPENED.matcher(line);
    if (!call.find() || call.group(1).contains("O_DIRECTORY")) {
      return;
    }
    String path = unescaped(call.group(2));
    if (path.startsWith("/proc/") || path.startsWith("/dev/") || path.startsWith("/sys/")) {
      return;
    }
    if (WRITING.matcher(call.group(1)).find()) {
      notes.written(path);
    } else {
      notes.read(path);
    }
  }

  /** Bytes beyond ASCII are written as octal numbers. */
  private static String unescaped(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int at = 0; at < text.length(); at++) {
      int end = at + 1;
      while (end < text.length()
          && end < at + 4
          && text.charAt(end) >= '0'
          && text.charAt(end) <= '7') {
        end++;
      }
      if (text.charAt(at) == '\\' && end > at + 1) {
        bytes.write(Integer.parseInt(text.substring(at + 1, end), 8));
        at = end - 1;
      } else {
        bytes.write(text.charAt(at));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
