package dev.assay.repro.rerun;

import dev.assay.core.Failure;
import dev.assay.core.capture.SourceFile;
import dev.assay.repro.source.SourceDiff;
import dev.assay.repro.source.SourceListing;
import dev.assay.repro.source.SourceRestore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Puts parts of another snapshot over a restored one. */
record Overlaying(SourceRestore sources, SourceListing base) {

  void apply(SourceOverlay overlay, Path root) {
    SourceListing other = sources.listing(overlay.manifest());
    sources.overlay(other, overlay.paths(), root);
    for (Map.Entry<String, Set<Integer>> file : overlay.hunks().entrySet()) {
      String path = file.getKey();
      byte[] patched =
          SourceDiff.patched(content(base, path), content(other, path), file.getValue());
      try {
        Files.write(root.resolve(path), patched);
      } catch (IOException e) {
        throw Failure.unavailable("'" + path + "' cannot be written: " + e.getMessage(), e);
      }
    }
  }

  private byte[] content(SourceListing listing, String path) {
    return switch (listing.find(path).orElseThrow()) {
      case SourceFile.Regular file -> sources.read(file);
      case SourceFile.Link link ->
          throw Failure.invalid("'" + link.path() + "' is a link and has no parts");
    };
  }
}
