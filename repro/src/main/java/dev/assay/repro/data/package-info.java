/** The files a command read: which they are, their digests, and how they come back. */
@NullMarked
package dev.assay.repro.data;

import org.jspecify.annotations.NullMarked;
