package dev.assay.store.blob;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** The local disk, of which the n-th step fails, or all do. */
final class FailingDisk implements Disk {
  private static final int NEVER = 0;

  private int stepsUntilFailure = NEVER;
  private boolean isFull;
  private boolean failed;

  /** Lets the step number {@code step} from now on fail, once. */
  void failAt(int step) {
    stepsUntilFailure = step;
  }

  void failAlways() {
    isFull = true;
  }

  void repair() {
    isFull = false;
  }

  boolean hasFailed() {
    return failed;
  }

  @Override
  public NewFile create(Path path) throws IOException {
    step();
    NewFile file = LOCAL.create(path);
    return new NewFile() {
      @Override
      public void write(byte[] bytes, int length) throws IOException {
        file.write(bytes, length / 2);
        step();
        byte[] secondHalf = java.util.Arrays.copyOfRange(bytes, length / 2, length);
        file.write(secondHalf, secondHalf.length);
      }

      @Override
      public void sync(Instant modifiedAt) throws IOException {
        step();
        file.sync(modifiedAt);
      }

      @Override
      public void close() throws IOException {
        file.close();
        step();
      }
    };
  }

  @Override
  public void createDirectory(Path path) throws IOException {
    step();
    LOCAL.createDirectory(path);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step();
    LOCAL.rename(from, to);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    step();
    LOCAL.syncDirectory(directory);
  }

  private void step() throws IOException {
    boolean isNext = stepsUntilFailure > NEVER && --stepsUntilFailure == NEVER;
    if (isNext || isFull) {
      failed = true;
      throw new IOException("No space left on device");
    }
  }
}
