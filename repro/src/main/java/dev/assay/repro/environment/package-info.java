/** What a Python program runs on: found out, written down, and built again. */
@NullMarked
package dev.assay.repro.environment;

import org.jspecify.annotations.NullMarked;
