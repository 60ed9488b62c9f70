package dev.assay.repro.source;

import java.nio.file.Path;

/** A module as the program imported it: its dotted name, and the absolute path of its file. */
public record ImportedModule(String name, Path file) {}
