package dev.assay.cli;

import dev.assay.core.Failure;
import dev.assay.repro.data.DeclaredInput;
import dev.assay.repro.deliver.ServerLink;
import dev.assay.repro.execute.CallerEnvironment;
import dev.assay.repro.execute.CommandRun;
import dev.assay.repro.execute.LeftOvers;
import dev.assay.repro.execute.Order;
import dev.assay.repro.spool.Invocation.Input;
import dev.assay.repro.spool.Invocation.Recording;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a command and records all it depends on. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Run a command and record all it depends on: source, environment, data, seeds, console.",
      "The command prints and exits as it would without assay; nothing in it has to change."
    },
    footer = {
      "",
      "For example:",
      "  assay run -- python train.py --lr 0.1",
      "  assay run --input data/train.csv=train --output model.pkl --seed 42 -- python train.py",
      "  assay run --autolog -- python fit.py        log models without a line of tracking",
      "  assay run --trace -- ./pipeline.sh          see the files of programs not in Python",
      "",
      "Then: assay show RUN, assay check RUN, assay rerun RUN."
    })
final class RunCommand implements Callable<Integer> {
  private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([kKmMgGtT]?)[bB]?");

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = "--project",
      paramLabel = "NAME",
      description = "where the run goes when the command names no project itself (Default)")
  private @Nullable String project;

  @Option(names = "--name", paramLabel = "NAME", description = "the name of the run")
  private @Nullable String name;

  @Option(names = "--tag", paramLabel = "KEY=VALUE", description = "a tag of the run; may repeat")
  private Map<String, String> tags = Map.of();

  @Option(
      names = "--input",
      paramLabel = "PATH[=NAME]",
      description = "a file, folder or URL the command reads; may repeat")
  private List<String> inputs = List.of();

  @Option(
      names = "--output",
      paramLabel = "PATH",
      description = "a file or folder it writes, to be kept; may repeat")
  private List<String> outputs = List.of();

  @Option(
      names = "--store-data",
      description = "keep the bytes of all inputs (small ones, 64 MB in all, are kept anyhow)")
  private boolean storeData;

  @Option(
      names = "--source-limit",
      paramLabel = "SIZE",
      description = "largest source file that is taken, such as 50MB (10MB)")
  private @Nullable String sourceLimit;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "seed all random numbers before the program starts")
  private @Nullable Long seed;

  @Option(names = "--deterministic", description = "switch libraries to deterministic algorithms")
  private boolean deterministic;

  @Option(names = "--autolog", description = "switch on mlflow's autologging")
  private boolean autolog;

  @Option(
      names = "--trace",
      description = "see the files of programs not in Python, by strace; slower")
  private boolean trace;

  @Parameters(paramLabel = "COMMAND", arity = "1..*", description = "what to run, after --")
  private List<String> command = List.of();

  @Override
  public Integer call() throws InterruptedException {
    Path data = server.data();
    ServerLink chosen;
    try {
      chosen = server.link();
    } catch (Failure e) {
      Output.tell("the command runs unrecorded: " + e.getMessage());
      return CommandRun.bare(order(), Output::tell);
    }
    try (ServerLink link = chosen) {
      boolean hasLeftOvers = LeftOvers.mayExist(data);
      CommandRun.Ended ended = new CommandRun(order(), data, link, Output::tell).run();
      if (hasLeftOvers && ended.run().isPresent()) {
        new LeftOvers(data, link, Output::tell).deliver();
      }
      RunLines.print(ended, link, data);
      return ended.exitCode();
    }
  }

  private Order order() {
    return new Order(
        command,
        Path.of("").toAbsolutePath(),
        CallerEnvironment.variables(),
        Optional.ofNullable(project),
        Optional.ofNullable(name),
        tags,
        Optional.empty(),
        new Recording(
            declared(),
            outputs,
            storeData,
            Optional.ofNullable(sourceLimit).map(RunCommand::bytes),
            Optional.ofNullable(seed),
            deterministic,
            autolog,
            trace));
  }

  private List<Input> declared() {
    List<Input> declared = new ArrayList<>();
    for (String text : inputs) {
      DeclaredInput input = DeclaredInput.parse(text);
      declared.add(new Input(input.place(), input.name()));
    }
    return declared;
  }

  static long bytes(String text) {
    Matcher matcher = SIZE.matcher(text.strip());
    if (!matcher.matches()) {
      throw Failure.invalid("'" + text + "' is not a size such as 50MB");
    }
    double unit =
        switch (matcher.group(2).toLowerCase(java.util.Locale.ROOT)) {
          case "k" -> 1e3;
          case "m" -> 1e6;
          case "g" -> 1e9;
          case "t" -> 1e12;
          default -> 1;
        };
    return (long) (Double.parseDouble(matcher.group(1)) * unit);
  }
}
