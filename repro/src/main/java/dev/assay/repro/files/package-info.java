/** Names, facts and digests of files, as the file system has them. */
@NullMarked
package dev.assay.repro.files;

import org.jspecify.annotations.NullMarked;
