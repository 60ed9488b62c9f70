/** The query language of searches as a typed tree: filters, orders, pages. */
@NullMarked
package dev.assay.core.query;

import org.jspecify.annotations.NullMarked;
