/**
 * The load generator: HTTP over plain sockets, so that the time measured is the server's and the
 * wire's, and the bodies that the scenarios send and check.
 */
@NullMarked
package dev.assay.bench.load;

import org.jspecify.annotations.NullMarked;
