package dev.assay.client;

/** One point of a metric; the value may be NaN or infinite. */
public record MetricPoint(String key, double value, long step, long atMillis) {}
