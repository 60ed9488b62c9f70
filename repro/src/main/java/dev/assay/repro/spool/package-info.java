/**
 * What lies on the user's disk of an execution until a server has it, and the capture that is made
 * from it.
 */
@NullMarked
package dev.assay.repro.spool;

import org.jspecify.annotations.NullMarked;
