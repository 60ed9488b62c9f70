/**
 * The relational store: every port of the core but the blobs, over SQLite or PostgreSQL.
 *
 * <p>{@link dev.assay.store.sql.SqlStore} opens it. One thread writes for all ({@link
 * dev.assay.store.sql.Database}); one set of SQL serves both databases, and the few differences are
 * in {@link dev.assay.store.sql.Dialect}.
 */
@NullMarked
package dev.assay.store.sql;

import org.jspecify.annotations.NullMarked;
