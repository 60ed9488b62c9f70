/** The source of a command: its snapshot, its restoration, and the difference of two. */
@NullMarked
package dev.assay.repro.source;

import org.jspecify.annotations.NullMarked;
