/**
 * Executions: one invocation of a command each, with the capture of all it depended on. Nothing in
 * here knows how a capture is taken or written down.
 */
@NullMarked
package dev.assay.core.capture;

import org.jspecify.annotations.NullMarked;
