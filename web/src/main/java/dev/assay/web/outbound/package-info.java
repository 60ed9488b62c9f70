/**
 * The one way this server calls others over HTTP: only https, only addresses that its rules allow,
 * checked on the connection itself, no redirects, everything within limits, and of the answer only
 * the status.
 */
@NullMarked
package dev.assay.web.outbound;

import org.jspecify.annotations.NullMarked;
