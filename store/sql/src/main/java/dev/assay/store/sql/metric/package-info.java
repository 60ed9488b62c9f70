/**
 * The metric engine: a request is one encoded row until its points are sealed in columnar blocks;
 * the points of open series are in memory besides, rebuilt from those rows at start. The writer's
 * thread alone changes memory; readers see what was published after a commit.
 */
@NullMarked
package dev.assay.store.sql.metric;

import org.jspecify.annotations.NullMarked;
