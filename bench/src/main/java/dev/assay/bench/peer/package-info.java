/** The servers that are compared: how each is started, frozen, measured and ended. */
@NullMarked
package dev.assay.bench.peer;

import org.jspecify.annotations.NullMarked;
