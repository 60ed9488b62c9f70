/**
 * Whether a result was reproduced, and which difference caused another one: pure comparison and
 * delta debugging.
 */
@NullMarked
package dev.assay.core.verdict;

import org.jspecify.annotations.NullMarked;
