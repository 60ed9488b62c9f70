package dev.assay.repro.rerun;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What lies elsewhere now: paths of the original with their new places. A path counts where it
 * stands alone in an argument or a variable, or, when it is absolute, behind {@code =}, {@code :}
 * or a comma.
 */
final class Places {
  private final Map<String, String> moved =
      new TreeMap<>(
          Comparator.comparingInt(String::length)
              .reversed()
              .thenComparing(Comparator.naturalOrder()));

  Places with(String before, Path now) {
    return with(before, now.toString());
  }

  Places with(String before, String now) {
    if (before.length() > 1) {
      moved.put(before, now);
    }
    return this;
  }

  /** The text with every path at its new place. */
  String now(String text) {
    for (Map.Entry<String, String> place : moved.entrySet()) {
      String before = place.getKey();
      if (text.equals(before)) {
        return place.getValue();
      }
      if (!before.startsWith("/")) {
        continue;
      }
      Pattern pattern = Pattern.compile("(?<=^|[=:,])" + Pattern.quote(before) + "(?=$|[/:,])");
      Matcher matcher = pattern.matcher(text);
      if (matcher.find()) {
        return matcher.replaceAll(Matcher.quoteReplacement(place.getValue()));
      }
    }
    return text;
  }

  List<String> now(List<String> texts) {
    return texts.stream().map(this::now).toList();
  }
}
