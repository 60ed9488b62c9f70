/** Runs a command and finds out, beside it, all it depends on. */
@NullMarked
package dev.assay.repro.execute;

import org.jspecify.annotations.NullMarked;
