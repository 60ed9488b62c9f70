package dev.assay.repro.source;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** What lies in source folders and is not source: made by tools, or secret. */
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

  private static final Set<String> SAMPLES = Set.of("example", "sample", "template", "dist");
  private static final Set<String> SECRET_NAMES =
      Set.of(
          ".env",
          ".netrc",
          ".pypirc",
          ".git-credentials",
          ".pgpass",
          "id_rsa",
          "id_ed25519",
          "id_ecdsa",
          "credentials.json",
          "kaggle.json");
  private static final Set<String> SECRET_ENDS =
      Set.of("pem", "key", "p12", "pfx", "jks", "keystore");

  private ToolFiles() {}

  static boolean isMadeByTools(String path) {
    return path.endsWith(".pyc") || Arrays.stream(path.split("/")).anyMatch(FOLDERS::contains);
  }

  static boolean isToolFolder(String name) {
    return FOLDERS.contains(name);
  }

  /** Whether a file's name says that it holds passwords or keys. */
  static boolean isSecret(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    String end = name.substring(name.lastIndexOf('.') + 1);
    boolean isVariables = name.startsWith(".env.") && !SAMPLES.contains(end);
    return isVariables
        || SECRET_NAMES.contains(name)
        || (name.contains(".") && SECRET_ENDS.contains(end));
  }
}
