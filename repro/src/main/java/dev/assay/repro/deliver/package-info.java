/** Brings what was recorded to a server, now or later. */
@NullMarked
package dev.assay.repro.deliver;

import org.jspecify.annotations.NullMarked;
