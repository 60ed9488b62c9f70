package dev.assay.bench.scenario;

import dev.assay.bench.load.Values;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** One large file up and down again, through the artifact proxy. */
public final class Artifact implements Scenario {
  private static final int BLOCK_SIZE_BYTES = 1 << 20;
  private static final double MEBIBYTE = 1 << 20;

  private final Target target;
  private final Quantity up;
  private final Quantity down;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final byte[] block = new byte[BLOCK_SIZE_BYTES];
  private URI address = URI.create("");
  private long received;

  public Artifact(Target target) {
    this.target = target;
    String size = "artifact of %,d MiB".formatted(target.sizes().artifactBytes() >> 20);
    this.up = new Quantity(size + ", up", "MiB/s", true, 0);
    this.down = new Quantity(size + ", down", "MiB/s", true, 0);
    RandomGenerator random =
        RandomGeneratorFactory.of("L64X128MixRandom").create(Values.START_MILLIS);
    random.nextBytes(block);
  }

  @Override
  public void prepare() {
    String experiment = target.createExperiment();
    String run = Fill.createRun(target.wire(), experiment, 0);
    address =
        URI.create(
            "http://127.0.0.1:%d/api/2.0/mlflow-artifacts/artifacts/%s/%s/artifacts/big.bin"
                .formatted(target.server().port(), experiment, run));
  }

  @Override
  public int roundsMax() {
    return 1;
  }

  @Override
  public List<Measured> round() throws Exception {
    double mebibytes = target.sizes().artifactBytes() / MEBIBYTE;
    long start = System.nanoTime();
    upload();
    long between = System.nanoTime();
    download();
    long end = System.nanoTime();
    return List.of(
        new Measured(up, mebibytes * 1e9 / (between - start)),
        new Measured(down, mebibytes * 1e9 / (end - between)));
  }

  @Override
  public void check() {
    WrongAnswer.unlessEqual("bytes received", target.sizes().artifactBytes(), received);
  }

  private void upload() throws IOException, InterruptedException {
    var body =
        BodyPublishers.fromPublisher(
            BodyPublishers.ofInputStream(() -> new Blocks(block, target.sizes().artifactBytes())),
            target.sizes().artifactBytes());
    HttpRequest request = HttpRequest.newBuilder(address).PUT(body).build();
    int status = client.send(request, BodyHandlers.discarding()).statusCode();
    WrongAnswer.unlessEqual("status of the upload", 200, status);
  }

  private void download() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address).build();
    var response = client.send(request, BodyHandlers.ofInputStream());
    WrongAnswer.unlessEqual("status of the download", 200, response.statusCode());
    received = 0;
    try (InputStream in = response.body();
        InputStream expected = new Blocks(block, target.sizes().artifactBytes())) {
      while (true) {
        byte[] theirs = in.readNBytes(BLOCK_SIZE_BYTES);
        if (theirs.length == 0) {
          return;
        }
        byte[] ours = expected.readNBytes(theirs.length);
        WrongAnswer.unlessEqual("the same bytes", true, Arrays.equals(ours, theirs));
        received += theirs.length;
      }
    }
  }

  /** A stream of one random block over and over, each with its number at the start. */
  private static final class Blocks extends InputStream {
    private final byte[] block;
    private final long size;
    private long position;

    Blocks(byte[] block, long size) {
      this.block = block.clone();
      this.size = size;
    }

    @Override
    public int read() {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (position == size) {
        return -1;
      }
      int from = (int) (position % BLOCK_SIZE_BYTES);
      if (from == 0) {
        number(position / BLOCK_SIZE_BYTES);
      }
      int count = (int) Math.min(Math.min(length, BLOCK_SIZE_BYTES - from), size - position);
      System.arraycopy(block, from, into, offset, count);
      position += count;
      return count;
    }

    private void number(long number) {
      for (int i = 0; i < Long.BYTES; i++) {
        block[i] = (byte) (number >>> (8 * i));
      }
    }
  }
}
