/** The machine a command runs on. */
@NullMarked
package dev.assay.repro.machine;

import org.jspecify.annotations.NullMarked;
