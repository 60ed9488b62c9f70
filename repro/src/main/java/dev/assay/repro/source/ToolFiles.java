package dev.assay.repro.source;

import java.util.Arrays;
import java.util.Set;

/** What lies in source folders and is not source, as tools made it. */
final class ToolFiles {
  private static final Set<String> FOLDERS =
      Set.of(
          ".git",
          ".hg",
          ".svn",
          ".venv",
          "venv",
          ".tox",
          ".nox",
          ".conda",
          "node_modules",
          "__pycache__",
          "__pypackages__",
          ".ipynb_checkpoints",
          ".mypy_cache",
          ".pytest_cache",
          ".ruff_cache",
          ".assay",
          ".assay-outside",
          "mlruns",
          "mlartifacts",
          "wandb",
          "site-packages");

  private ToolFiles() {}

  static boolean isMadeByTools(String path) {
    return path.endsWith(".pyc") || Arrays.stream(path.split("/")).anyMatch(FOLDERS::contains);
  }

  static boolean isToolFolder(String name) {
    return FOLDERS.contains(name);
  }
}
