package dev.assay.repro.source;

import dev.assay.core.capture.Finding;
import dev.assay.core.capture.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** A snapshot taken. Thread-safe. */
public final class TakenSource {
  private final Source source;
  private final SourceRequest request;
  private final List<Finding> findings;
  private final Supplier<SourceListing> reader;
  private final AtomicReference<Optional<SourceListing>> listing =
      new AtomicReference<>(Optional.empty());

  TakenSource(
      Source source,
      SourceRequest request,
      List<Finding> findings,
      Supplier<SourceListing> reader) {
    this.source = source;
    this.request = request;
    this.findings = List.copyOf(findings);
    this.reader = reader;
  }

  /** The part of the capture document. */
  public Source source() {
    return source;
  }

  public Path root() {
    return dev.assay.repro.files.FileNames.path(source.root());
  }

  /** What a person should know: a commit never pushed, files left out, LFS pointers. */
  public List<Finding> findings() {
    return findings;
  }

  /** Every file; read when first asked for. */
  public SourceListing listing() {
    return listing
        .updateAndGet(known -> known.isPresent() ? known : Optional.of(reader.get()))
        .orElseThrow();
  }

  SourceRequest request() {
    return request;
  }
}
