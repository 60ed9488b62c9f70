/** Other programs of the machine, asked something. */
@NullMarked
package dev.assay.repro.process;

import org.jspecify.annotations.NullMarked;
