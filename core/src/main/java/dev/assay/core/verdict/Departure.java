package dev.assay.core.verdict;

import java.util.OptionalDouble;

/**
 * Where two series part for the first time.
 *
 * @param original the value of the original; absent when only the rerun has this point
 * @param rerun the value of the rerun; absent when only the original has this point
 */
public record Departure(long step, OptionalDouble original, OptionalDouble rerun) {}
