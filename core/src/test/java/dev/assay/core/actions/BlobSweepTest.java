package dev.assay.core.actions;

import static dev.assay.core.actions.Fixture.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.capture.Execution;
import dev.assay.core.capture.ExecutionActions;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which bytes stay and which go. */
final class BlobSweepTest {
  private static final Duration AGE = Duration.ofHours(24);

  private final Fixture fixture = new Fixture();
  private final ExecutionActions executions = fixture.executions;

  @Test
  void keepsWhatExecutionsAndVerdictsReferTo() {
    Digest capture = put("capture");
    Digest pack = put("pack");
    executions.put(ADA, told(Optional.of(capture), List.of(pack)));
    Digest verdict = executions.addVerdict(ADA, fixture.execution, bytes("{}")).digest();
    Digest stray = put("stray");
    fixture.advance(AGE.plusSeconds(1));

    assertThat(fixture.sweep.run(AGE)).isEqualTo("stray".length());

    assertThat(List.of(capture, pack, verdict, Digest.of("old"))).allMatch(this::isStored);
    assertThat(isStored(stray)).isFalse();
  }

  @Test
  void keepsFreshUploadsAndThoseAskedFor() {
    Digest asked = put("asked");
    Digest forgotten = put("forgotten");
    fixture.advance(AGE.minusSeconds(1));
    fixture.blobs.renew(asked);
    Digest fresh = put("fresh");
    fixture.advance(Duration.ofSeconds(2));
    fixture.sweep.run(AGE);

    assertThat(isStored(asked)).isTrue();
    assertThat(isStored(fresh)).isTrue();
    assertThat(isStored(forgotten)).isFalse();
  }

  @Test
  void freesWhatARemovedExecutionReferredTo() {
    Digest capture = put("capture");
    Digest pack = put("pack");
    executions.put(ADA, told(Optional.of(capture), List.of(pack)));
    executions.remove(ADA, fixture.execution);
    fixture.advance(AGE.plusSeconds(1));
    fixture.sweep.run(AGE);

    assertThat(List.of(capture, pack)).noneMatch(this::isStored);
  }

  @Test
  void refusesAnExecutionWhoseBlobsAreMissing() {
    Digest missing = Digest.of("never put");

    assertThatThrownBy(
            () -> executions.put(ADA, told(Optional.of(put("capture")), List.of(missing))))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.CONFLICT))
        .hasMessageContaining(missing.hex());
  }

  @Test
  void refusesContentOfAnotherDigest() {
    assertThatThrownBy(
            () -> executions.putBlob(Digest.of("a"), new ByteArrayInputStream(bytes("b"))))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.INVALID));
  }

  @Test
  void keepsWhatWasToldBefore() {
    Digest capture = put("capture");
    Execution first = executions.put(ADA, told(Optional.of(capture), List.of(put("pack"))));
    Execution ended = executions.put(ADA, fixture.told(fixture.execution, Optional.of("SIGKILL")));
    Execution late = executions.put(ADA, told(Optional.empty(), List.of()));

    assertThat(ended.capture()).contains(capture);
    assertThat(ended.blobs()).isEqualTo(first.blobs());
    assertThat(late).isEqualTo(ended);
    assertThat(late.exit()).contains("SIGKILL");
  }

  private Execution told(Optional<Digest> capture, List<Digest> blobs) {
    Execution bare = fixture.told(fixture.execution, Optional.empty());
    return new Execution(
        bare.id(),
        bare.command(),
        bare.user(),
        bare.host(),
        bare.startedAt(),
        bare.endedAt(),
        bare.exit(),
        bare.rerunOf(),
        capture,
        blobs);
  }

  private Digest put(String content) {
    return executions
        .putBlob(Digest.of(content), new ByteArrayInputStream(bytes(content)))
        .digest();
  }

  private boolean isStored(Digest digest) {
    return fixture.blobs.size(digest).isPresent();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
