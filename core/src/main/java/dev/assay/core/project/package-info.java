/** Projects: named sets of runs with one goal. */
@NullMarked
package dev.assay.core.project;

import org.jspecify.annotations.NullMarked;
