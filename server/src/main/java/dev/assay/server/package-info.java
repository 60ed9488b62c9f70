/** The running server: configuration, the wiring of all rooms by hand, background jobs. */
@NullMarked
package dev.assay.server;

import org.jspecify.annotations.NullMarked;
