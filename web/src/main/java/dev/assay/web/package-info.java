/**
 * The HTTP layer: a table of routes that each declare permission and body limit, the gates before
 * them (Host, Origin, limits), JSON, streamed bodies and file downloads. Only this room knows which
 * web server runs underneath.
 */
@NullMarked
package dev.assay.web;

import org.jspecify.annotations.NullMarked;
