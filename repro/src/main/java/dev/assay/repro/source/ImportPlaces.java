package dev.assay.repro.source;

import dev.assay.repro.files.FileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where imported modules go in a snapshot: below the root where they are; else below {@code
 * .assay-outside/<n>}, one number for each folder they were imported from.
 */
final class ImportPlaces {
  private ImportPlaces() {}

  /** A file, and its absolute name when it lies outside the root. */
  record Place(Path file, String outside) {}

  static Map<String, Place> of(TakenSource taken, Collection<ImportedModule> modules) {
    Path root = taken.root();
    Map<String, Place> places = new TreeMap<>();
    Map<Path, List<Path>> outside = new TreeMap<>();
    for (ImportedModule module : modules) {
      Path file = module.file().normalize();
      if (!file.isAbsolute() || !Files.isRegularFile(file)) {
        continue; // built in, frozen, or from an archive
      }
      Path inRoot = realBelow(root, file);
      if (inRoot.startsWith(root)) {
        String path = FileNames.text(root.relativize(inRoot));
        if (taken.listing().find(path).isEmpty()) {
          places.put(path, new Place(inRoot, ""));
        }
      } else {
        outside.computeIfAbsent(importedFrom(module, file), _ -> new ArrayList<>()).add(file);
      }
    }
    addOutside(places, outside);
    return places;
  }

  private static Path realBelow(Path root, Path file) {
    try {
      return file.startsWith(root) ? file : file.toRealPath();
    } catch (IOException e) {
      return file;
    }
  }

  /** The folder on the search path: as many levels up as the module's name has parts. */
  private static Path importedFrom(ImportedModule module, Path file) {
    long levels = module.name().chars().filter(each -> each == '.').count() + 1;
    boolean isPackage = String.valueOf(file.getFileName()).startsWith("__init__.");
    boolean isMain = module.name().equals("__main__") || module.name().equals("__mp_main__");
    Path from = file;
    for (long i = 0; i < (isMain ? 1 : levels + (isPackage ? 1 : 0)); i++) {
      Path parent = from.getParent();
      if (parent == null || parent.getParent() == null) {
        break; // never the whole machine
      }
      from = parent;
    }
    return from;
  }

  private static void addOutside(Map<String, Place> places, Map<Path, List<Path>> outside) {
    int number = 0;
    for (Map.Entry<Path, List<Path>> folder : outside.entrySet()) {
      for (Path file : new TreeSet<>(folder.getValue())) {
        String below = FileNames.text(folder.getKey().relativize(file));
        places.put(
            SourceListing.OUTSIDE + "/" + number + "/" + below,
            new Place(file, FileNames.text(file)));
      }
      number++;
    }
  }
}
