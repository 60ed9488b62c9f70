package dev.assay.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Failure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SeriesTallyTest {
  private static final long SEED = new Random().nextLong();
  private final Random random = new Random(SEED);

  @Test
  void isTheSameInWhateverOrderPointsCome() {
    for (int round = 0; round < 200; round++) {
      List<Spot> spots = spots(1 + random.nextInt(30));
      Summary first = tally(spots).summary("loss");
      Collections.shuffle(spots, random);
      assertThat(tally(spots).summary("loss")).as("seed %s", SEED).isEqualTo(first);
    }
  }

  @Test
  void comesBackFromItsBytes() {
    SeriesTally tally = tally(spots(20));
    SeriesTally copy = SeriesTally.decode(tally.encode());
    assertThat(copy.summary("loss")).isEqualTo(tally.summary("loss"));
    assertThat(copy.maxTimeMillis()).isEqualTo(tally.maxTimeMillis());
  }

  @Test
  void namesOtherBytesCorrupt() {
    byte[] bytes = tally(spots(3)).encode();
    bytes[0]++;
    assertThatThrownBy(() -> SeriesTally.decode(bytes))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.CORRUPT));
  }

  @Test
  void knowsWhatLiesBeyondAllPoints() {
    SeriesTally tally = new SeriesTally();
    assertThat(tally.isBeyond(Long.MIN_VALUE, Long.MIN_VALUE)).isTrue();
    tally.add(5, 100, 1);
    tally.add(3, 200, 1);
    assertThat(tally.isBeyond(6, 0)).isTrue();
    assertThat(tally.isBeyond(0, 201)).isTrue();
    assertThat(tally.isBeyond(5, 200)).isFalse();
  }

  private static SeriesTally tally(List<Spot> spots) {
    SeriesTally tally = new SeriesTally();
    spots.forEach(spot -> tally.add(spot.step(), spot.timeMillis(), spot.value()));
    return tally;
  }

  private List<Spot> spots(int count) {
    RandomPoints source = new RandomPoints(random.nextLong());
    List<Spot> spots = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      spots.add(new Spot(random.nextInt(3), random.nextInt(3), source.oddValue()));
    }
    return spots;
  }
}
