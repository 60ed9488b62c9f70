/**
 * What can have made two results differ: the differences of two captures, ordered with the reason.
 */
@NullMarked
package dev.assay.repro.explain;

import org.jspecify.annotations.NullMarked;
