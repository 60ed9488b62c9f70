package dev.assay.conformance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Uploads files, now and then over an older one. Each holds the bytes of its last acknowledged
 * upload, or of a later one; never a part, never a mixture.
 */
final class ArtifactWriter implements Writer {
  private static final int FILES = 12;
  private static final int SMALL_SIZE_BYTES_MAX = 2_000;
  private static final int LARGE_SIZE_BYTES_MAX = 3_000_000;
  private static final String ABSENT = "absent";

  private final String experiment;
  private final Random random;
  private final Map<String, String> digests = new HashMap<>();
  private String run = "";
  private final Map<String, Set<String>> unsure = new HashMap<>();
  private int acknowledged;

  ArtifactWriter(String experiment, long seed) {
    this.experiment = experiment;
    this.random = new Random(seed);
  }

  @Override
  public void open(Api api) throws CutOff {
    run = NewRun.create(api, experiment, "artifacts");
  }

  @Override
  public void write(Api api) throws CutOff {
    var content = new byte[size()];
    random.nextBytes(content);
    String path = path(random.nextInt(FILES));
    String digest = digest(content);
    unsure.computeIfAbsent(path, p -> new HashSet<>()).add(digest);
    Api.right("upload", api.tryUpload(path, content));
    digests.put(path, digest);
    unsure.remove(path);
    acknowledged++;
  }

  @Override
  public void check(Api api) throws CutOff {
    for (int i = 0; i < FILES; i++) {
      String path = path(i);
      var possible = new HashSet<String>(unsure.getOrDefault(path, Set.of()));
      possible.add(digests.getOrDefault(path, ABSENT));
      String kept = kept(api, path);
      assertThat(kept).as(path).isIn(possible);
      digests.put(path, kept);
    }
    unsure.clear();
  }

  private static String kept(Api api, String path) throws CutOff {
    Api.Reply reply = api.tryDownload(path);
    return reply.status() == 404 ? ABSENT : digest(Api.right("download", reply).body());
  }

  private int size() {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(LARGE_SIZE_BYTES_MAX);
      case 1 -> 0;
      default -> random.nextInt(SMALL_SIZE_BYTES_MAX);
    };
  }

  private String path(int number) {
    return experiment + "/" + run + "/artifacts/folder" + number % 3 + "/file" + number + ".bin";
  }

  private static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public int acknowledged() {
    return acknowledged;
  }
}
