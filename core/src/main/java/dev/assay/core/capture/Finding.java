package dev.assay.core.capture;

/**
 * Something a person should know about an execution.
 *
 * @param code stable, for scripts: {@code unseeded}, {@code unpushed-commit}, {@code
 *     left-out-file-read}
 */
public record Finding(String code, String message, String remedy) {}
