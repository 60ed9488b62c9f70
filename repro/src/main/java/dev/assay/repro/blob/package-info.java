/** Content by its digest, as a server or a folder keeps it. */
@NullMarked
package dev.assay.repro.blob;

import org.jspecify.annotations.NullMarked;
