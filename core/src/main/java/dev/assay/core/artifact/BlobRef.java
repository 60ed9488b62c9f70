package dev.assay.core.artifact;

import dev.assay.core.Digest;

/**
 * Some stored bytes.
 *
 * @param md5Hex their MD5 as 32 hexadecimal digits, an alias for tools that know nothing else;
 *     never trusted
 */
public record BlobRef(Digest digest, long sizeBytes, String md5Hex) {}
