package dev.assay.repro.execute;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Which programs are Python interpreters, by their names. */
final class Interpreters {
  private static final Pattern PYTHON = Pattern.compile("(python|pypy)[0-9.]*t?");

  private Interpreters() {}

  static boolean isPython(String program) {
    try {
      Path name = Path.of(program).getFileName();
      return name != null && PYTHON.matcher(name.toString()).matches();
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
