/**
 * Metric series: points, summaries, downsampled windows, and the block format they are stored in.
 */
@NullMarked
package dev.assay.core.metric;

import org.jspecify.annotations.NullMarked;
