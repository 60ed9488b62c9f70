package dev.assay.core.capture;

/**
 * What a program was configured with.
 *
 * @param value as it was written
 * @param type {@code int}, {@code float}, {@code bool}, {@code null}, {@code list} or {@code text}
 * @param origin what it was seen at: {@code argparse}, {@code click}, {@code hydra}, a file
 */
public record Parameter(String name, String value, String type, String origin) {}
