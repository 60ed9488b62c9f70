/**
 * Assay's own API under {@code /api/v1}: what the command line, the page and scripts use.
 *
 * <p>Described by the OpenAPI document it serves, which a test holds against the routes.
 */
@NullMarked
package dev.assay.protocol.rest;

import org.jspecify.annotations.NullMarked;
