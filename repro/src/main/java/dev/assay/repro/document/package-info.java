/** How captures, source manifests and verdicts are written down as JSON. */
@NullMarked
package dev.assay.repro.document;

import org.jspecify.annotations.NullMarked;
