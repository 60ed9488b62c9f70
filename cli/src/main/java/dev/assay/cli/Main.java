package dev.assay.cli;

import dev.assay.client.AssayException;
import dev.assay.core.Failure;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code assay}. Exit codes: 0 done, 1 usage or finding. */
@Command(
    name = "assay",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Experiment tracking you can prove.",
    footer = {
      "",
      "Commands that ask a server find it by --server, ASSAY_SERVER, or the data folder it serves."
    },
    subcommands = {
      RunCommand.class,
      RerunCommand.class,
      VerifyCommand.class,
      ExplainCommand.class,
      BisectCommand.class,
      CheckCommand.class,
      CaptureCommand.class,
      ServeCommand.class,
      RunsCommand.class,
      BestCommand.class,
      ShowCommand.class,
      PullCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Main {
  static final int DONE = 0;
  static final int REFUSED = 1;

  private Main() {}

  public static void main(String[] args) {
    System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    int code = commandLine(args).execute(args);
    if (code != DONE || !ServeCommand.isServing()) {
      System.exit(code);
    }
  }

  /** All commands; when it is a run, that one alone, since each costs time at the start. */
  private static CommandLine commandLine(String[] args) {
    return args.length > 0 && args[0].equals("run")
        ? prepared(new CommandLine(new OnlyRun()))
        : commandLine();
  }

  static CommandLine commandLine() {
    return prepared(new CommandLine(new Main()));
  }

  /** The program as it is when it runs a command. */
  @Command(name = "assay", subcommands = RunCommand.class)
  private static final class OnlyRun {}

  private static CommandLine prepared(CommandLine line) {
    line.setExecutionExceptionHandler(Main::explain);
    line.getCommandSpec().exitCodeOnInvalidInput(REFUSED).exitCodeOnExecutionException(REFUSED);
    line.getSubcommands()
        .values()
        .forEach(
            command ->
                command
                    .getCommandSpec()
                    .exitCodeOnInvalidInput(REFUSED)
                    .exitCodeOnExecutionException(REFUSED));
    line.setUsageHelpAutoWidth(true);
    // What follows the command to run belongs to that command.
    Objects.requireNonNull(line.getSubcommands().get("run")).setStopAtPositional(true);
    return line;
  }

  /**
   * What failed in a known way is said in one line; everything else is a defect and shows its
   * trace.
   */
  private static int explain(Exception problem, CommandLine line, CommandLine.ParseResult parsed)
      throws Exception {
    if (problem instanceof Failure || problem instanceof AssayException) {
      line.getErr().println("assay: " + problem.getMessage());
      return REFUSED;
    }
    throw problem;
  }
}
