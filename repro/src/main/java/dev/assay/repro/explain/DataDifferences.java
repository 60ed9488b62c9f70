package dev.assay.repro.explain;

import dev.assay.core.Digest;
import dev.assay.core.capture.DataFile;
import dev.assay.repro.rerun.OwnFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The files the programs read, paired by their declared name or by their place. */
final class DataDifferences {
  private static final int CONTENT = 87;
  private static final int OTHER_FILE = 70;
  private static final int DIGITS_SHOWN = 12;

  private DataDifferences() {}

  static List<Suspect> of(Subject a, Subject b) {
    Map<String, DataFile> before = byPlace(a);
    Map<String, DataFile> after = byPlace(b);
    List<Suspect> found = new ArrayList<>();
    Set<String> places = new TreeSet<>(before.keySet());
    places.addAll(after.keySet());
    for (String place : places) {
      DataFile first = before.get(place);
      DataFile second = after.get(place);
      if (first == null || second == null) {
        found.add(
            new Suspect(
                Area.DATA,
                place,
                shown(first),
                shown(second),
                OTHER_FILE,
                "only one of the two read this file"));
      } else if (isOther(first, second)) {
        found.add(
            new Suspect(
                Area.DATA,
                place,
                shown(first),
                shown(second),
                CONTENT,
                first.bytes() == second.bytes()
                    ? "the content changed, the size did not"
                    : "the content of an input changed"));
      }
    }
    return found;
  }

  private static boolean isOther(DataFile a, DataFile b) {
    if (a.sha256().isPresent() && b.sha256().isPresent()) {
      return !a.sha256().equals(b.sha256());
    }
    return a.bytes() != b.bytes() || !a.etag().equals(b.etag());
  }

  private static Map<String, DataFile> byPlace(Subject subject) {
    Map<String, DataFile> files = new LinkedHashMap<>();
    for (DataFile file : OwnFiles.without(subject.capture())) {
      String place = file.name().orElseGet(() -> relative(subject.placeless(file.path())));
      files.put(place, file);
    }
    return files;
  }

  private static String relative(String place) {
    String folder = "<folder>/";
    return place.startsWith(folder) ? place.substring(folder.length()) : place;
  }

  private static String shown(@Nullable DataFile file) {
    if (file == null) {
      return "";
    }
    Optional<String> digest = file.sha256().map(Digest::hex);
    return "%s (%,d bytes)"
        .formatted(
            digest.map(hex -> hex.substring(0, DIGITS_SHOWN)).orElse("no digest"), file.bytes());
  }
}
