/**
 * The packaged server under faults: killed at random moments, with a full disk, with failing syncs,
 * with slow and idle clients. What it acknowledged must be there afterwards.
 */
@NullMarked
package dev.assay.conformance.fault;

import org.jspecify.annotations.NullMarked;
