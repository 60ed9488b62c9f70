package dev.assay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.client.AssayException.Kind;
import dev.assay.client.RemoteExecutions.ConsolePart;
import dev.assay.core.Digest;
import dev.assay.core.account.Actor;
import dev.assay.core.artifact.ArtifactOwner;
import dev.assay.core.artifact.ArtifactPath;
import dev.assay.core.run.RunId;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every call against a real server. */
final class AssayClientTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String ID = "0123456789abcdef0123456789abcdef";

  private final TestServer server = new TestServer();
  private final AssayClient client = new AssayClient(server.address());

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void saysWhichVersionAnswers() {
    assertThat(client.serverVersion()).isEqualTo("test");
  }

  @Test
  void putsAndGetsBlobs(@TempDir Path folder) throws Exception {
    byte[] content = "some content".getBytes(StandardCharsets.UTF_8);
    String digest = Digest.of(content).hex();
    Path file = Files.write(folder.resolve("file"), content);

    assertThat(client.blobs().has(digest)).isFalse();
    assertThat(client.blobs().putMissing(digest, file)).isTrue();
    assertThat(client.blobs().putMissing(digest, file)).isFalse();
    client.blobs().put(digest, content);
    assertThat(client.blobs().size(digest)).hasValue(12);
    assertThat(client.blobs().bytes(digest)).isEqualTo(content);
    try (InputStream part = client.blobs().open(digest, 5, 3)) {
      assertThat(part.readAllBytes()).asString().isEqualTo("con");
    }
    client.blobs().download(digest, folder.resolve("copy"));
    assertThat(folder.resolve("copy")).hasBinaryContent(content);
    assertThat(failure(() -> client.blobs().put(Digest.of("x").hex(), content)).kind())
        .isEqualTo(Kind.INVALID);
    assertThat(failure(() -> client.blobs().open(Digest.of("x").hex())).kind())
        .isEqualTo(Kind.NOT_FOUND);
  }

  @Test
  void tellsOfExecutions() {
    client.blobs().put(Digest.of("{}").hex(), "{}".getBytes(StandardCharsets.UTF_8));
    ExecutionFacts told =
        new ExecutionFacts(
            ID,
            "python 'träin.py'",
            "ann",
            "here",
            START,
            Optional.of(START.plusMillis(1)),
            Optional.of("SIGKILL"),
            Optional.of("f".repeat(32)),
            Optional.of(Digest.of("{}").hex()),
            List.of(Digest.of("{}").hex()));

    assertThat(client.executions().find(ID)).isEmpty();
    assertThat(client.executions().put(told)).isEqualTo(told);
    assertThat(client.executions().find(ID)).contains(told);
    assertThat(client.executions().list(10, Optional.empty()).executions())
        .extracting(ExecutionFacts::id)
        .containsExactly(ID);
    assertThat(client.executions().list(10, Optional.empty()).next()).isEmpty();
    assertThat(client.executions().reruns("f".repeat(32)))
        .extracting(ExecutionFacts::id)
        .containsExactly(ID);
    client.executions().remove(ID);
    assertThat(client.executions().find(ID)).isEmpty();
  }

  @Test
  void appendsToTheConsole() {
    client.executions().put(bare());
    byte[] text = "one two".getBytes(StandardCharsets.UTF_8);

    assertThat(client.executions().appendConsole(ID, 0, text, 0, 3)).isEqualTo(3);
    assertThat(client.executions().appendConsole(ID, 3, text, 3, 4)).isEqualTo(7);
    ConsolePart part = client.executions().console(ID, 4, 100);
    assertThat(part.bytes()).asString().isEqualTo("two");
    assertThat(part.sizeBytes()).isEqualTo(7);
    assertThat(failure(() -> client.executions().appendConsole(ID, 8, text, 0, 1)).kind())
        .isEqualTo(Kind.CONFLICT);
  }

  @Test
  void notesVerdicts() {
    client.executions().put(bare());
    String digest =
        client
            .executions()
            .addVerdict(ID, "{\"verdict\":\"identical\"}".getBytes(StandardCharsets.UTF_8));

    var verdicts = client.executions().verdicts(ID);
    assertThat(verdicts).hasSize(1);
    assertThat(verdicts.getFirst().sha256()).isEqualTo(digest);
    assertThat(verdicts.getFirst().document().path("verdict").asString()).isEqualTo("identical");
  }

  @Test
  void makesChangesAndFindsRuns() {
    RunFacts run = client.runs().create(draft(Optional.of("abcd1234"), Map.of("lr", "0.1")));

    assertThat(run.id()).isEqualTo("abcd1234");
    assertThat(run.execution()).contains(ID);
    assertThat(run.params()).isEqualTo(Map.of("lr", "0.1"));
    assertThat(client.runs().create(draft(Optional.of("abcd1234"), Map.of()))).isEqualTo(run);
    assertThat(client.executions().runs(ID)).containsExactly(run);
    RunFacts ended = client.runs().change(run.id(), RunChange.ended("finished", START));
    assertThat(ended.status()).isEqualTo("finished");
    assertThat(ended.endedAt()).contains(START);
    assertThat(client.runs().find(run.id())).contains(ended);
    assertThat(client.runs().find("none")).isEmpty();
  }

  @Test
  void resolvesShortIds() {
    for (String id : List.of("abcd1234", "abcd1299", "abcd")) {
      client.runs().create(draft(Optional.of(id), Map.of()));
    }

    assertThat(client.runs().resolve("abcd123")).isEqualTo("abcd1234");
    assertThat(client.runs().resolve("abcd")).isEqualTo("abcd");
    AssayException several = failure(() -> client.runs().resolve("abcd12"));
    assertThat(several.kind()).isEqualTo(Kind.CONFLICT);
    assertThat(several).hasMessageContainingAll("abcd1234", "abcd1299");
    assertThat(failure(() -> client.runs().resolve("bbbb")).kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(failure(() -> client.runs().resolve("b")).kind()).isEqualTo(Kind.INVALID);
  }

  @Test
  void logsAndReadsEveryPointExactly() {
    String run = client.runs().create(draft(Optional.empty(), Map.of())).id();
    List<MetricPoint> points = new ArrayList<>();
    points.add(new MetricPoint("odd", Double.NaN, Long.MIN_VALUE, 1));
    points.add(new MetricPoint("odd", Double.NEGATIVE_INFINITY, Long.MAX_VALUE, 2));
    points.add(new MetricPoint("odd", -0.0, 0, 3));
    IntStream.range(0, 60_000)
        .forEach(i -> points.add(new MetricPoint("wave", Math.sin(i) * 1e-300, i, 1_000L + i)));
    client.runs().log(run, points, Map.of("a", "b"), Map.of("c", "d"));

    List<MetricPoint> read = new ArrayList<>();
    client
        .runs()
        .points(
            run,
            part -> {
              for (int i = 0; i < part.size(); i++) {
                read.add(
                    new MetricPoint(
                        part.key(), part.values()[i], part.steps()[i], part.atMillis()[i]));
              }
            });

    assertThat(read).isEqualTo(points);
    assertThat(client.runs().find(run).orElseThrow().params()).isEqualTo(Map.of("a", "b"));
    AssayException conflict =
        failure(() -> client.runs().log(run, List.of(), Map.of("a", "c"), Map.of()));
    assertThat(conflict.kind()).isEqualTo(Kind.CONFLICT);
    assertThat(conflict).hasMessageContainingAll("'a'", "'b'", "'c'");
    assertThat(failure(() -> client.runs().points("none", part -> {})).kind())
        .isEqualTo(Kind.NOT_FOUND);
  }

  @Test
  void readsFiles() throws Exception {
    String run = client.runs().create(draft(Optional.empty(), Map.of())).id();
    ArtifactOwner owner = new ArtifactOwner.OfRun(new RunId(run));
    for (String content : List.of("one", "two")) {
      server.artifacts.put(
          Actor.LOCAL,
          owner,
          ArtifactPath.parse("a b/ü?.txt"),
          new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    }

    FileFacts file = client.runs().files(run, "").getFirst();
    assertThat(file.path()).isEqualTo("a b/ü?.txt");
    assertThat(file.version()).isEqualTo(2);
    assertThat(file.sha256()).isEqualTo(Digest.of("two").hex());
    try (InputStream newest = client.runs().openFile(run, file.path(), Optional.empty());
        InputStream first = client.runs().openFile(run, file.path(), Optional.of(1))) {
      assertThat(newest.readAllBytes()).asString().isEqualTo("two");
      assertThat(first.readAllBytes()).asString().isEqualTo("one");
    }
  }

  private static ExecutionFacts bare() {
    return new ExecutionFacts(
        ID,
        "x",
        "",
        "",
        START,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static RunDraft draft(Optional<String> id, Map<String, String> params) {
    return new RunDraft(
        "project",
        id,
        Optional.of("name"),
        "ann",
        Optional.of(START),
        params,
        Map.of("assay.execution", ID));
  }

  private static AssayException failure(ThrowingCallable call) {
    AssayException failure = catchThrowableOfType(AssayException.class, call);
    assertThat(failure).isNotNull();
    return failure;
  }
}
