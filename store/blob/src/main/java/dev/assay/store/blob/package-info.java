/**
 * Content-addressed blobs on a disk: whole and verified, or not there. Knows nothing of names;
 * those are in the relational store.
 */
@NullMarked
package dev.assay.store.blob;

import org.jspecify.annotations.NullMarked;
