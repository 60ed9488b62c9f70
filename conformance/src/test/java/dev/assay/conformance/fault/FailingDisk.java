package dev.assay.conformance.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A disk that fails on command: a library put before the C library of the server, which refuses to
 * write or sync files below the server's data folder while a control file says so.
 */
final class FailingDisk {
  private static final Path SOURCE = Path.of("src/test/c/failing_disk.c");

  private final Path control;

  private FailingDisk(Path control) {
    this.control = control;
  }

  /** What fails. */
  enum Fault {
    NONE('n'),
    /** Writes fail for want of space. */
    FULL('f'),
    /** Syncs fail with an input/output error. */
    SYNC('s');

    private final char letter;

    Fault(char letter) {
      this.letter = letter;
    }
  }

  /** Puts a failing disk under the processes that the server starts from now on. */
  static FailingDisk under(ServerProcess server, Path folder)
      throws IOException, InterruptedException {
    Path library = folder.resolve("failing_disk.so");
    compile(library);
    Path control = Files.write(folder.resolve("control"), new byte[] {'n'});
    Files.createDirectories(server.data());
    server.environment("LD_PRELOAD", library.toString());
    server.environment("ASSAY_FAULT_FOLDER", server.data().toRealPath().toString());
    server.environment("ASSAY_FAULT_CONTROL", control.toString());
    return new FailingDisk(control);
  }

  /** Switches to a fault; takes effect with the server's next call. */
  void fail(Fault fault) throws IOException {
    try (var file = FileChannel.open(control, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[] {(byte) fault.letter}), 0);
    }
  }

  private static void compile(Path library) throws IOException, InterruptedException {
    var command =
        new ProcessBuilder(
            "cc", "-O1", "-shared", "-fPIC", "-o", library.toString(), SOURCE.toString(), "-ldl");
    command.redirectErrorStream(true);
    Process compiler = command.start();
    String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (compiler.waitFor() != 0) {
      throw new IOException("cc did not compile " + SOURCE + ": " + said);
    }
  }
}
