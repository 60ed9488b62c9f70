/**
 * Capture, rerun, verdict, explain and bisect: all that happens on the user's machine. It runs the
 * user's programs; the server never does. Callers are the commands; it talks to a server through
 * the client alone.
 */
@NullMarked
package dev.assay.repro;

import org.jspecify.annotations.NullMarked;
