package dev.assay.repro.environment;

import dev.assay.repro.process.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Programs that are not to be led elsewhere by the settings of the shell Assay was started in. */
final class CleanProgram {
  private static final List<String> STRAY =
      List.of(
          "PYTHONPATH",
          "PYTHONHOME",
          "PYTHONSTARTUP",
          "PYTHONUSERBASE",
          "VIRTUAL_ENV",
          "CONDA_PREFIX",
          "PIP_TARGET",
          "PIP_PREFIX",
          "PIP_USER",
          "PIP_REQUIRE_VIRTUALENV",
          "UV_PROJECT_ENVIRONMENT",
          "ASSAY_SPOOL");

  private CleanProgram() {}

  static Program of(Path folder, List<String> command) {
    Program program = Program.of(folder, command).with("PYTHONNOUSERSITE", Optional.of("1"));
    for (String name : STRAY) {
      program = program.with(name, Optional.empty());
    }
    return program;
  }
}
