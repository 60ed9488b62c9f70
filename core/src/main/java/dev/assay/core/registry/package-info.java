/** Logged models, registered models and their versions, stages and aliases. */
@NullMarked
package dev.assay.core.registry;

import org.jspecify.annotations.NullMarked;
