package dev.assay.core.metric;

/** The latest point of a series: the greatest by (step, time, value), NaN counting as 0. */
public record Latest(String key, double value, long timeMillis, long step) {}
