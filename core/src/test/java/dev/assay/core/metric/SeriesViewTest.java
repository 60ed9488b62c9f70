package dev.assay.core.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.metric.SeriesWindow.Axis;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is read of a series; what is answered is the matter of the stores' kit. */
final class SeriesViewTest {
  private static final int BLOCKS = 100;
  private static final int BLOCK = 100;
  private static final long SEED = new Random().nextLong();

  private int reads;

  @Test
  void readsOnlyTheBlocksOfAPage() {
    Points page = regular().history(50 * BLOCK + 10, BLOCK);
    assertThat(page.steps()[0]).isEqualTo(50 * BLOCK + 10);
    assertThat(page.size()).isEqualTo(BLOCK);
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void readsOneBlockForEachPointOfASample() {
    assertThat(regular().sample(0, Long.MAX_VALUE, 5).size()).isEqualTo(5);
    assertThat(reads).isEqualTo(5);
  }

  @Test
  void readsOnlyBlocksThatLieInTwoBucketsOfAChart() {
    Downsampled chart = regular().downsample(SeriesWindow.all(Axis.STEP, 8));
    assertThat(chart.shownOf()).isEqualTo(BLOCKS * BLOCK);
    assertThat(reads).isEqualTo(4); // of the seven borders four lie within a block
  }

  @Test
  void readsNothingBeyondTheWindowOfAChart() {
    Downsampled chart = regular().downsample(new SeriesWindow(Axis.TIME, 1_050, 2_049, 3));
    assertThat(chart.shownOf()).isEqualTo(1_000);
    assertThat(reads).isEqualTo(4); // two ends and two borders
  }

  @Test
  void mergesBlocksThatOverlap() {
    Random random = new Random(SEED);
    for (int round = 0; round < 50; round++) {
      List<Chunk> chunks = new ArrayList<>();
      PointBuffer all = new PointBuffer(0);
      for (int i = 0; i < 20; i++) {
        Points some = some(random, i * random.nextInt(40));
        chunks.add(Chunk.of(some));
        all.addAll(some, 0, some.size());
      }
      Points sorted = PointOrder.TIME.sorted(all.toPoints());
      SeriesView view = new SeriesView(chunks);
      int offset = random.nextInt(sorted.size());
      Points rest = view.history(offset, Integer.MAX_VALUE);
      assertThat(rest.size()).as("seed %s", SEED).isEqualTo(sorted.size() - offset);
      for (int i = 0; i < rest.size(); i++) {
        assertThat(Spot.of(rest, i)).as("seed %s", SEED).isEqualTo(Spot.of(sorted, offset + i));
      }
    }
  }

  private static Points some(Random random, int begin) {
    PointBuffer points = new PointBuffer(0);
    for (int i = 0; i <= random.nextInt(30); i++) {
      points.add(begin + random.nextInt(30), begin + random.nextInt(30), random.nextInt(3));
    }
    return points.toPoints();
  }

  /** Blocks one after the other, which count how often they are read. */
  private SeriesView regular() {
    List<Chunk> chunks = new ArrayList<>();
    for (int block = 0; block < BLOCKS; block++) {
      PointBuffer points = new PointBuffer(BLOCK);
      for (int i = block * BLOCK; i < (block + 1) * BLOCK; i++) {
        points.add(i, i, i % 7);
      }
      Points column = points.toPoints();
      chunks.add(
          new Chunk(
              Rollup.of(column),
              () -> {
                reads++;
                return column;
              }));
    }
    return new SeriesView(chunks);
  }
}
