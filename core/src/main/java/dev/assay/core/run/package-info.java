/** Runs: one recorded piece of work each, with params, tags, status and lifecycle. */
@NullMarked
package dev.assay.core.run;

import org.jspecify.annotations.NullMarked;
