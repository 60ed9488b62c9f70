/** The command line: one program that serves, asks and shows. */
@NullMarked
package dev.assay.cli;

import org.jspecify.annotations.NullMarked;
