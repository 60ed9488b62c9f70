package dev.assay.core.metric;

/**
 * One point of a series as it is logged.
 *
 * @param value any double, NaN and infinities included; kept bit for bit but for the many NaNs,
 *     which become one
 * @param timeMillis epoch milliseconds, as the client says
 * @param step any whole number
 */
public record MetricPoint(String key, double value, long timeMillis, long step) {}
