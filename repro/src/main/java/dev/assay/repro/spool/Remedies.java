package dev.assay.repro.spool;

import dev.assay.core.capture.Variable;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What findings and gaps have in common: how to name the command, which variables matter. */
public final class Remedies {
  private static final int COMMAND_LENGTH_MAX = 60;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  /** The program asks for these all the time, and they say nothing about the result. */
  private static final Set<String> EVERYDAY =
      Set.of(
          "HOME",
          "USER",
          "LOGNAME",
          "PWD",
          "OLDPWD",
          "TERM",
          "COLUMNS",
          "LINES",
          "TMPDIR",
          "HOSTNAME",
          "SHLVL",
          "EDITOR",
          "DISPLAY",
          "NO_COLOR",
          "COLORTERM",
          "XDG_CACHE_HOME",
          "XDG_CONFIG_HOME",
          "XDG_DATA_HOME",
          "XDG_RUNTIME_DIR",
          "_");

  private Remedies() {}

  /** The command as a person would type it, shortened. */
  static String command(Invocation invocation) {
    String text = shell(invocation.command().argv());
    return text.length() <= COMMAND_LENGTH_MAX
        ? text
        : text.substring(0, COMMAND_LENGTH_MAX) + "...";
  }

  public static String shell(List<String> argv) {
    return String.join(" ", argv.stream().map(Remedies::quoted).toList());
  }

  /** Variables the program's own code read, which are set, and whose values are not recorded. */
  static List<String> unrecordedVariables(Invocation invocation, Notes notes) {
    return invocation.variables().stream()
        .filter(variable -> variable.value().isEmpty())
        .map(Variable::name)
        .filter(name -> notes.ownVariables().contains(name))
        .filter(name -> !EVERYDAY.contains(name) && !name.startsWith("ASSAY_"))
        .filter(name -> !name.startsWith("MLFLOW_"))
        .toList();
  }

  private static String quoted(String argument) {
    return PLAIN.matcher(argument).matches()
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
