/** The append-only list of all changes, hash-chained, written with each change. */
@NullMarked
package dev.assay.core.ledger;

import org.jspecify.annotations.NullMarked;
