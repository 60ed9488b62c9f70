package dev.assay.core.artifact;

/** A child of a folder. */
public sealed interface Listing {
  String name();

  /** A file, in its newest version. */
  record File(String name, Artifact artifact) implements Listing {}

  /** A folder; it exists while a file lies below it. */
  record Folder(String name) implements Listing {}
}
