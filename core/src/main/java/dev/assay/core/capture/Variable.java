package dev.assay.core.capture;

import java.util.Optional;

/**
 * A variable of the process environment.
 *
 * @param value absent unless the name is on the list of those whose values are harmless
 * @param wasRead whether the program asked for it
 */
public record Variable(String name, Optional<String> value, boolean wasRead) {}
