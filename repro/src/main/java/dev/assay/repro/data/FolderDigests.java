package dev.assay.repro.data;

import dev.assay.repro.files.FileNames;
import dev.assay.repro.files.FileStat;
import dev.assay.repro.files.Folders;
import dev.assay.repro.files.Parallel;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lists and digests whole folders, level by level on all cores. Links are followed, as data is
 * often put together from them; a folder that was visited already is not visited again, so that
 * loops end.
 */
final class FolderDigests {
  private static final long LARGE_BYTES = 16_000_000;
  private static final int SMALL_PER_WORKER = 64;

  private final DataDigests digests;

  FolderDigests(DataDigests digests) {
    this.digests = digests;
  }

  private record Folder(String prefix, Path path) {}

  private record Found(String path, Path file, FileStat stat, boolean isLink) {}

  FolderListing list(Path folder) {
    List<FolderListing.Entry> entries = Collections.synchronizedList(new ArrayList<>());
    Set<Path> visited = new HashSet<>();
    List<Found> files = new ArrayList<>();
    visit(visited, new Folder("", folder));
    List<Folder> level = List.of(new Folder("", folder));
    while (!level.isEmpty()) {
      List<Found> below = new ArrayList<>();
      for (Found found : stats(names(level, entries), entries)) {
        if (found.stat().isRegular()) {
          files.add(found);
        } else if (found.stat().isFolder()) { // pipes and devices hold no data to come back to
          below.add(found);
        }
      }
      level = unvisited(below, visited, entries);
    }
    digest(files, entries);
    return new FolderListing(entries);
  }

  /** In a fixed order, so that of two ways to a folder it is always the same one. */
  private static List<Folder> unvisited(
      List<Found> folders, Set<Path> visited, List<FolderListing.Entry> entries) {
    folders.sort(Comparator.comparing(Found::isLink).thenComparing(Found::path));
    List<Folder> next = new ArrayList<>();
    for (Found found : folders) {
      if (visit(visited, new Folder(found.path(), found.file()))) {
        next.add(new Folder(found.path() + "/", found.file()));
      } else {
        entries.add(entry(found.path(), "a link to a folder that is listed already"));
      }
    }
    return next;
  }

  private static boolean visit(Set<Path> visited, Folder folder) {
    try {
      return visited.add(folder.path().toRealPath());
    } catch (IOException e) {
      return true; // listing it will say what is wrong
    }
  }

  private static List<Found> names(List<Folder> level, List<FolderListing.Entry> entries) {
    List<Found> names = Collections.synchronizedList(new ArrayList<>());
    Parallel.each(
        level,
        folder -> {
          try (DirectoryStream<Path> children = Files.newDirectoryStream(folder.path())) {
            List<Found> here = new ArrayList<>();
            for (Path child : children) {
              String name = FileNames.text(child.getFileName());
              here.add(new Found(folder.prefix() + name, child, NONE, false));
            }
            names.addAll(here);
          } catch (IOException e) {
            entries.add(entry(folder.prefix(), "cannot be listed: " + Folders.reason(e)));
          } catch (DirectoryIteratorException e) {
            entries.add(entry(folder.prefix(), "cannot be listed to its end"));
          }
        });
    return names;
  }

  private static final FileStat NONE = new FileStat(0, 0, 0, 0, 0);

  private static List<Found> stats(List<Found> names, List<FolderListing.Entry> entries) {
    List<Found> found = Collections.synchronizedList(new ArrayList<>(names.size()));
    Parallel.each(
        names,
        each -> {
          try {
            FileStat own = FileStat.of(each.file());
            FileStat stat = own.isLink() ? FileStat.following(each.file()) : own;
            found.add(new Found(each.path(), each.file(), stat, own.isLink()));
          } catch (IOException e) {
            entries.add(entry(each.path(), "leads nowhere"));
          }
        });
    return found;
  }

  private void digest(List<Found> files, List<FolderListing.Entry> entries) {
    long bytes = files.stream().mapToLong(each -> each.stat().sizeBytes()).sum();
    Parallel.each(
        files,
        bytes > LARGE_BYTES ? 1 : SMALL_PER_WORKER,
        each -> {
          DataDigests.Digested digested = digests.file(each.file(), each.stat());
          entries.add(
              new FolderListing.Entry(
                  each.path(), digested.sha256(), digested.bytes(), digested.note()));
        });
  }

  private static FolderListing.Entry entry(String path, String note) {
    return new FolderListing.Entry(path, java.util.Optional.empty(), 0, note);
  }
}
