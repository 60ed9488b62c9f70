package dev.assay.repro.files;

import java.util.Locale;
import java.util.Set;

/** Files that hold passwords and keys, by their names. */
public final class SecretFiles {
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

  private static final Set<String> SECRET_FOLDERS = Set.of(".ssh", ".aws", ".gnupg", ".kube");

  private SecretFiles() {}

  /** Whether a file's name says that it holds passwords or keys. */
  public static boolean isSecret(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    String end = name.substring(name.lastIndexOf('.') + 1);
    boolean isVariables = name.startsWith(".env.") && !SAMPLES.contains(end);
    return isVariables
        || hasSecretFolder(path)
        || SECRET_NAMES.contains(name)
        || (name.contains(".") && SECRET_ENDS.contains(end));
  }

  private static boolean hasSecretFolder(String path) {
    return SECRET_FOLDERS.stream().anyMatch(each -> ("/" + path).contains("/" + each + "/"));
  }
}
