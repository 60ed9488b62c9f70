package dev.assay.repro.rerun;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters one can see in a command line: {@code --name value}, {@code --name=value} and
 * {@code name=value} behind the program. A dash and an underscore in a name are the same.
 */
public final class Arguments {
  private Arguments() {}

  /** The parameters with their values; an option without a value has the value {@code true}. */
  public static Map<String, String> params(List<String> argv) {
    Map<String, String> params = new LinkedHashMap<>();
    for (int i = 1; i < argv.size(); i++) {
      String word = argv.get(i);
      int equals = word.indexOf('=');
      if (isOption(word) && equals > 0) {
        params.put(name(word.substring(0, equals)), word.substring(equals + 1));
      } else if (isOption(word) && i + 1 < argv.size() && !isOption(argv.get(i + 1))) {
        params.put(name(word), argv.get(i + 1));
      } else if (isOption(word)) {
        params.put(name(word), "true");
      }
    }
    return params;
  }

  /**
   * The command line with another value for a parameter.
   *
   * @return empty when the parameter is not to be seen there
   */
  public static Optional<List<String>> with(List<String> argv, String param, String value) {
    List<String> changed = new ArrayList<>(argv);
    boolean isFound = false;
    for (int i = 1; i < changed.size(); i++) {
      String word = changed.get(i);
      int equals = word.indexOf('=');
      if (equals > 0 && isName(word.substring(0, equals), param)) {
        changed.set(i, word.substring(0, equals + 1) + value);
        isFound = true;
      } else if (isOption(word) && isName(word, param)) {
        boolean hasValue = i + 1 < changed.size() && !isOption(changed.get(i + 1));
        if (!hasValue) {
          return Optional.empty();
        }
        changed.set(i + 1, value);
        isFound = true;
      }
    }
    return isFound ? Optional.of(List.copyOf(changed)) : Optional.empty();
  }

  /** A name as it is compared. */
  public static String name(String option) {
    return option.replaceFirst("^[-+]{0,2}", "").replace('-', '_');
  }

  private static boolean isName(String word, String param) {
    return name(word).equals(name(param));
  }

  /** A dash alone is a file, and a number may be negative. */
  private static boolean isOption(String word) {
    return word.length() > 1 && word.startsWith("-") && !Character.isDigit(word.charAt(1));
  }
}
