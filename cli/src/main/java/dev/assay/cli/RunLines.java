package dev.assay.cli;

import dev.assay.core.capture.Capture;
import dev.assay.core.capture.Completeness;
import dev.assay.repro.deliver.Completion;
import dev.assay.repro.deliver.ServerLink;
import dev.assay.repro.execute.CommandRun;
import dev.assay.server.Setting;
import java.nio.file.Path;

/** The last lines of a command that ran something: the run and where to look at it. */
final class RunLines {
  /** Where a server is that is started without more words. */
  private static final String USUAL_ADDRESS =
      "http://" + Setting.HOST.defaultText() + ":" + Setting.PORT.defaultText();

  private RunLines() {}

  static void print(CommandRun.Ended ended, ServerLink link, Path data) {
    ended.capture().ifPresent(RunLines::completeness);
    String id = ended.run().orElse(ended.id().value());
    if (ended.capture().isEmpty()) {
      return;
    }
    Output.tell("run " + id);
    ended
        .project()
        .ifPresent(
            project -> {
              String page = "/#/experiments/" + project + "/runs/" + id;
              Output.tell(
                  link.isEmbedded()
                      ? USUAL_ADDRESS + page + "  (once 'assay serve --data " + data + "' runs)"
                      : link.address() + page);
            });
  }

  private static void completeness(Capture capture) {
    long gaps =
        capture.parts().values().stream()
            .filter(part -> part.state() != Completeness.State.COMPLETE)
            .count();
    String rest = gaps == 0 ? "" : "; 'assay check' says what is missing";
    Output.tell("capture " + Completion.percent(capture) + "% complete" + rest);
  }
}
