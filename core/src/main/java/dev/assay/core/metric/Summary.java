package dev.assay.core.metric;

/**
 * What is known of a series without reading it. Minimum and maximum pass over NaN; both are NaN, at
 * step 0, when there is nothing else. Of equal extremes the earliest step counts; -0.0 is less than
 * 0.0. First and last are by (step, time, value), NaN counting as 0.
 */
public record Summary(
    String key,
    long count,
    long nanCount,
    MetricPoint first,
    Latest last,
    double min,
    long minStep,
    double max,
    long maxStep) {}
