package dev.assay.core.capture;

import dev.assay.core.Digest;
import java.util.Optional;

/**
 * A file the program read, or one declared as input.
 *
 * @param path absolute; or a URL
 * @param name given by the person who declared it
 * @param sha256 absent when it could not be read
 * @param isKept whether the store has the bytes
 * @param note why something is missing
 */
public record DataFile(
    String path,
    Optional<String> name,
    Optional<Digest> sha256,
    long bytes,
    boolean isKept,
    Optional<String> etag,
    Optional<String> note) {}
