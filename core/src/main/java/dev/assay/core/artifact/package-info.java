/**
 * Artifacts: named, versioned files of a run, a logged model or a project, over content-addressed
 * blobs.
 */
@NullMarked
package dev.assay.core.artifact;

import org.jspecify.annotations.NullMarked;
