package dev.assay.core.dataset;

import java.util.Optional;

/**
 * A dataset as a client describes it. Within a project it is identified by name and digest; what
 * the first description said stays.
 *
 * @param digest the client's own short digest, of any algorithm
 * @param source where it came from, in the words of {@code sourceType}
 */
public record Dataset(
    String name,
    String digest,
    String sourceType,
    String source,
    Optional<String> schema,
    Optional<String> profile) {}
