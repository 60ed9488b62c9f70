/**
 * JMH benchmarks of the code that runs for every point and every search; {@code bench/micro} runs
 * them.
 */
@NullMarked
package dev.assay.bench.micro;

import org.jspecify.annotations.NullMarked;
