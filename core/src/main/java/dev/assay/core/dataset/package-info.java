/** Datasets as inputs of runs. */
@NullMarked
package dev.assay.core.dataset;

import org.jspecify.annotations.NullMarked;
