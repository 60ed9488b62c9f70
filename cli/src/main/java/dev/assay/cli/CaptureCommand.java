package dev.assay.cli;

import dev.assay.core.Failure;
import dev.assay.repro.deliver.ServerLink;
import dev.assay.repro.execute.AttachedRun;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Records a program that runs already; {@code assay.init()} starts it. */
@Command(
    name = "capture",
    mixinStandardHelpOptions = true,
    description = {
      "Record a program that runs already; assay.init() starts this by itself.",
      "To record a command from its start: assay run -- COMMAND."
    })
final class CaptureCommand implements Callable<Integer> {
  @Mixin private ServerOptions server = new ServerOptions();

  @Option(names = "--attach", required = true, paramLabel = "PID", description = "the program")
  private long pid;

  @Option(
      names = "--execution",
      paramLabel = "ID",
      description = "the execution, after which the folder is named")
  private @Nullable String execution;

  @Option(
      names = "--spool",
      required = true,
      paramLabel = "FOLDER",
      description = "where the program notes what it does")
  private Path spool = Path.of("");

  @Override
  public Integer call() throws InterruptedException {
    if (execution != null && !spool.endsWith(execution)) {
      throw Failure.invalid(spool + " is not the folder of the execution " + execution);
    }
    Path data = server.data();
    try (ServerLink link = server.link()) {
      var ended = new AttachedRun(spool.toAbsolutePath(), pid, data, link, Output::tell).run();
      RunLines.print(ended, link, data);
    }
    return Main.DONE;
  }
}
