package dev.assay.core.capture;

import dev.assay.core.Digest;
import java.time.Instant;

/**
 * A verdict on an execution.
 *
 * @param digest of the document, a blob
 * @param at when it was noted
 */
public record VerdictDocument(Digest digest, Instant at) {}
