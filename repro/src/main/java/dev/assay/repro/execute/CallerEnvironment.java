package dev.assay.repro.execute;

import java.util.Map;
import java.util.TreeMap;

/**
 * The variables of whoever called the launcher. The launcher sets some for the virtual machine
 * alone and leaves behind which, in {@code ASSAY_CHANGED}, and what they were before, in {@code
 * ASSAY_CALLER_name}; a command must meet them as they were.
 */
public final class CallerEnvironment {
  private static final String CHANGED = "ASSAY_CHANGED";
  private static final String BEFORE = "ASSAY_CALLER_";

  private CallerEnvironment() {}

  /** The variables as the caller had them. */
  public static Map<String, String> variables() {
    return before(System.getenv());
  }

  static Map<String, String> before(Map<String, String> own) {
    Map<String, String> variables = new TreeMap<>(own);
    String changed = own.getOrDefault(CHANGED, "");
    for (String name : changed.isBlank() ? new String[0] : changed.strip().split(" +")) {
      String value = own.get(BEFORE + name);
      if (value == null) {
        variables.remove(name);
      } else {
        variables.put(name, value);
      }
    }
    variables.keySet().removeIf(name -> name.equals(CHANGED) || name.startsWith(BEFORE));
    return Map.copyOf(variables);
  }
}
