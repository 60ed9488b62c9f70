/** The query language as users write it: text in, {@link dev.assay.core.query} values out. */
@NullMarked
package dev.assay.core.query.parse;

import org.jspecify.annotations.NullMarked;
