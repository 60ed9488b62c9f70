package dev.assay.protocol.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.run.RunId;
import dev.assay.core.run.RunInfo;
import dev.assay.core.run.Status;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An upload is a sign of life of the run it belongs to. */
final class UploadTest {
  private static final Duration SILENCE = Duration.ofMinutes(10);

  private final WireServer server = new WireServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void keepsARunFromBeingTakenForLost() {
    RunId run = run();
    server.clock.advance(SILENCE.minusSeconds(1));
    upload(run);
    server.clock.advance(SILENCE.minusSeconds(60));

    server.domain.actions().runs().markLost(SILENCE);

    assertThat(info(run).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void bringsALostRunBack() {
    RunId run = run();
    server.clock.advance(SILENCE.multipliedBy(2));
    server.domain.actions().runs().markLost(SILENCE);
    assertThat(info(run).lostAt()).isPresent();

    upload(run);

    assertThat(info(run).status()).isEqualTo(Status.RUNNING);
    assertThat(info(run).lostAt()).isEmpty();
  }

  @Test
  void leavesAFinishedRunAsItIs() {
    RunId run = run();
    server.post("runs/update", "{\"run_id\":\"" + run + "\",\"status\":\"FINISHED\"}");
    RunInfo finished = info(run);

    upload(run);

    assertThat(info(run)).isEqualTo(finished);
  }

  private RunId run() {
    WireServer.Answer answer = server.post("runs/create", "{\"experiment_id\":\"0\"}");
    return new RunId(answer.body().at("/run/info/run_id").stringValue());
  }

  private void upload(RunId run) {
    String path = "/api/2.0/mlflow-artifacts/artifacts/0/" + run + "/artifacts/model.bin";
    assertThat(server.send("PUT", path, Optional.of("bytes"), Map.of()).status()).isEqualTo(200);
  }

  private RunInfo info(RunId run) {
    return server.domain.ports().runs().info(run).orElseThrow();
  }
}
