/** Running an execution again, as it was or with something changed, and judging what came of it. */
@NullMarked
package dev.assay.repro.rerun;

import org.jspecify.annotations.NullMarked;
