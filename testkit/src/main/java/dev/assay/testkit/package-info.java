/**
 * What every store must do, as tests: one kit per port, which a store passes by subclassing it; and
 * the clock, ids and builders that make tests repeatable.
 */
@NullMarked
package dev.assay.testkit;

import org.jspecify.annotations.NullMarked;
