package dev.assay.repro.spool;

/**
 * A line of the console.
 *
 * @param at epoch milliseconds
 * @param stream {@code out} or {@code err}
 */
record ConsoleLine(long at, String stream, String text) {}
