package dev.assay.core.query;

/**
 * One key of a sort. Text sorts by code point, rows without the field come last in both directions,
 * and NaN just before those.
 */
public record Order<F>(F field, boolean descending) {}
