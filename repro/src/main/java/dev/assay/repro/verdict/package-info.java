/**
 * Whether a rerun reproduced its original: comparison of what two executions left, and its text.
 */
@NullMarked
package dev.assay.repro.verdict;

import org.jspecify.annotations.NullMarked;
