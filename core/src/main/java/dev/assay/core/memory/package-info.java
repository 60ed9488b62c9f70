/**
 * The ports in memory: the reference of what each promises, a store for tests and for trying things
 * out. All state is under one lock and goes with the process.
 */
@NullMarked
package dev.assay.core.memory;

import org.jspecify.annotations.NullMarked;
