/** Which difference of two runs made a metric differ: found by rerunning mixtures of the two. */
@NullMarked
package dev.assay.repro.bisect;

import org.jspecify.annotations.NullMarked;
