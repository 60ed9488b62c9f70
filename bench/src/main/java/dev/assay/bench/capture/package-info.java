/** What capture and verdict cost; the program around is {@code bench/capture.py}. */
@NullMarked
package dev.assay.bench.capture;

import org.jspecify.annotations.NullMarked;
