/** Runs, reruns and bisections of real programs, through the command line. */
@NullMarked
package dev.assay.conformance.repro;

import org.jspecify.annotations.NullMarked;
