package dev.assay.repro.spool;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of texts before they are recorded: the values of variables that are named like
 * secrets, arguments named so, credentials in URLs, and tokens of well-known shapes. Immutable.
 */
public final class Secrets {
  public static final String MASK = "***";

  /** Shorter values stand in texts by chance. */
  private static final int VALUE_LENGTH_MIN = 8;

  private static final Pattern NAME =
      Pattern.compile(
          "(?i)(.*[_-])?(pass(word|wd|phrase)?|pw|pwd|secret|token|api[_-]?key|apikey|access[_-]?key|"
              + "private[_-]?key|credentials?|auth|dsn|connection[_-]?string|session[_-]?key)([_-](id|key|string|value))?");
  private static final Pattern URL_USER =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]{0,20}+://)[^/\\s@:]{0,200}+(:[^/\\s@]{0,500}+)?@");
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\b(gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,}|"
              + "sk-[A-Za-z0-9_-]{20,}|hf_[A-Za-z0-9]{20,}|xox[abprs]-[A-Za-z0-9-]{10,}|AKIA[0-9A-Z]{16}|"
              + "eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{5,})");
  private static final Pattern QUERY_SECRET =
      Pattern.compile(
          "(?i)([?&;](?:[a-z0-9-]{0,30}_)?(?:token|key|secret|password|signature|sig|auth)=)[^&\\s]+");

  private final List<String> values;

  private Secrets(List<String> values) {
    this.values = values;
  }

  /** Knows no values, only shapes: gives the same text in every process. */
  public static Secrets shapes() {
    return new Secrets(List.of());
  }

  /** Knows the secret values of these variables. */
  public static Secrets of(Map<String, String> variables) {
    List<String> values = new ArrayList<>();
    variables.forEach(
        (name, value) -> {
          if (isSecretName(name) && value.length() >= VALUE_LENGTH_MIN) {
            values.add(value);
          }
        });
    values.sort(Comparator.comparingInt(String::length).reversed());
    return new Secrets(List.copyOf(values));
  }

  /** Whether something of this name is most likely a secret. */
  public static boolean isSecretName(String name) {
    return NAME.matcher(name).matches();
  }

  /** The text without secrets. */
  public String mask(String text) {
    String masked = text;
    for (String value : values) {
      masked = masked.replace(value, MASK);
    }
    if (masked.contains("://")) {
      masked = URL_USER.matcher(masked).replaceAll("$1");
      masked = QUERY_SECRET.matcher(masked).replaceAll("$1" + Matcher.quoteReplacement(MASK));
    }
    return TOKEN.matcher(masked).replaceAll(Matcher.quoteReplacement(MASK));
  }

  /** The value of something with a name. */
  public String mask(String name, String value) {
    return isSecretName(name) && !value.isEmpty() ? MASK : mask(value);
  }

  /** The arguments, without those that follow a name such as {@code --password}. */
  public List<String> maskArguments(List<String> arguments) {
    List<String> masked = new ArrayList<>(arguments.size());
    boolean isNextSecret = false;
    for (String argument : arguments) {
      boolean isOption = argument.startsWith("-");
      masked.add(isNextSecret && !isOption ? MASK : maskArgument(argument));
      isNextSecret = isOption && !argument.contains("=") && isSecretName(bare(argument));
    }
    return masked;
  }

  private String maskArgument(String argument) {
    int equals = argument.indexOf('=');
    if (equals > 0 && isSecretName(bare(argument.substring(0, equals)))) {
      return argument.substring(0, equals + 1) + MASK;
    }
    return mask(argument);
  }

  private static String bare(String option) {
    return option.replaceFirst("^[-+]*", "").replaceFirst("^.*\\.", "");
  }
}
