/**
 * What is measured: each scenario prepares a server, is timed in short rounds, and checks that the
 * answers were right.
 */
@NullMarked
package dev.assay.bench.scenario;

import org.jspecify.annotations.NullMarked;
