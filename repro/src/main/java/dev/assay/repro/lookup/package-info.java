/** Finds runs with what was recorded of them. */
@NullMarked
package dev.assay.repro.lookup;

import org.jspecify.annotations.NullMarked;
