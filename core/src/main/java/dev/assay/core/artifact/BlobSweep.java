package dev.assay.core.artifact;

import dev.assay.core.Digest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Removes bytes that nothing refers to any more. Thread-safe.
 *
 * @param holders each says whether it refers to a blob
 */
public record BlobSweep(Blobs blobs, InstantSource clock, List<Predicate<Digest>> holders) {
  public BlobSweep {
    holders = List.copyOf(holders);
  }

  /**
   * Deletes bytes nothing refers to and that were last put, or renewed, longer ago than {@code
   * age}, which must exceed the time between storing bytes and naming them.
   *
   * @return how many bytes were freed
   */
  public long run(Duration age) {
    Instant before = clock.instant().minus(age);
    try (Stream<Blobs.Stored> all = blobs.list()) {
      List<Blobs.Stored> unused =
          all.filter(blob -> blob.putAt().isBefore(before) && !isHeld(blob.digest())).toList();
      return unused.stream()
          .filter(blob -> !isHeld(blob.digest()) && blobs.delete(blob.digest(), before))
          .mapToLong(Blobs.Stored::sizeBytes)
          .sum();
    }
  }

  private boolean isHeld(Digest digest) {
    return holders.stream().anyMatch(holder -> holder.test(digest));
  }
}
