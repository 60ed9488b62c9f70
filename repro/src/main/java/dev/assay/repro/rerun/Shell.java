package dev.assay.repro.rerun;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words as a person would type them into a shell. */
public final class Shell {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./~-]+");

  private Shell() {}

  public static String words(List<String> words) {
    return words.stream().map(Shell::word).collect(Collectors.joining(" "));
  }

  public static String word(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
