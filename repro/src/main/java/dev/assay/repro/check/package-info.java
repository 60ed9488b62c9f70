/** Says, without running anything, whether a run can be run again. */
@NullMarked
package dev.assay.repro.check;

import org.jspecify.annotations.NullMarked;
