package dev.assay.core.ledger;

import dev.assay.core.Digest;

/**
 * One entry of the ledger: a canonical text that names, among the change, the hash of the entry
 * before.
 *
 * @param index counts from 0 without gaps
 * @param json the canonical form, whose bytes are its UTF-8, see {@link CanonicalEntry}
 * @param hash RFC 6962 leaf hash: SHA-256 over a zero byte and those bytes
 */
public record Entry(long index, String json, Digest hash) {}
