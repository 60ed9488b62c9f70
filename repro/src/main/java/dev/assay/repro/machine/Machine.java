package dev.assay.repro.machine;

import dev.assay.core.capture.Hardware;
import java.nio.file.Path;

/** The machine this runs on. */
public final class Machine {
  private Machine() {}

  /** Facts that cost no more than reading a few files; the disk is that of the folder. */
  public static Hardware hardware(Path folder) {
    throw new UnsupportedOperationException("not built yet: " + folder);
  }
}
