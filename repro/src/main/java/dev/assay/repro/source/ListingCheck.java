package dev.assay.repro.source;

import dev.assay.core.Failure;
import dev.assay.core.capture.SourceFile;
import java.util.HashSet;
import java.util.Set;

/**
 * Makes sure that a listing can be laid out below a folder and nowhere else. It comes from a
 * server: whoever made it may wish to write to other places.
 */
final class ListingCheck {
  private static final Set<String> FORBIDDEN = Set.of("", ".", "..", ".git");
  private static final int PATH_CHARS_MAX = 4096;

  private ListingCheck() {}

  /** Fails on the first path that is absolute, leads up, into git, or through another entry. */
  static void check(SourceListing listing) {
    Set<String> entries = new HashSet<>();
    listing.files().forEach(file -> entries.add(file.path()));
    for (SourceFile file : listing.files()) {
      check(file.path());
      for (int at = file.path().indexOf('/'); at > 0; at = file.path().indexOf('/', at + 1)) {
        if (entries.contains(file.path().substring(0, at))) {
          throw refused(file.path(), "it lies below something that is no folder");
        }
      }
    }
  }

  static void check(String path) {
    if (path.length() > PATH_CHARS_MAX || path.indexOf('\0') >= 0) {
      throw refused(path.substring(0, Math.min(path.length(), 80)), "it is not a path");
    }
    for (String part : path.split("/", -1)) {
      if (FORBIDDEN.contains(part)) {
        throw refused(path, "a part of it is '" + part + "'");
      }
    }
  }

  private static Failure refused(String path, String why) {
    return Failure.corrupt("the source lists '" + path + "', which is not restored: " + why);
  }
}
