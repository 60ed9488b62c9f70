/** The Java client of Assay's own API: what the command line and programs in Java use. */
@NullMarked
package dev.assay.client;

import org.jspecify.annotations.NullMarked;
