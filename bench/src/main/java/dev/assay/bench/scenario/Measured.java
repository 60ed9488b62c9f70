package dev.assay.bench.scenario;

/** What one round gave for a quantity, in its unit. */
public record Measured(Quantity quantity, double value) {}
