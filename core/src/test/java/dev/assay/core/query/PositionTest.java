package dev.assay.core.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Failure;
import dev.assay.core.query.Filter.Value;
import dev.assay.core.run.RunField;
import dev.assay.core.run.RunField.Attribute;
import dev.assay.core.run.RunField.Param;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PositionTest {
  private static final List<Order<RunField>> ORDER =
      List.of(
          new Order<>(new Param("lr"), true),
          new Order<>(Attribute.STARTED_AT, true),
          new Order<>(Attribute.ENDED_AT, false));
  private static final Position POSITION =
      new Position(
          List.of(
              Optional.of(new Value.Text("\u0000é😀")),
              Optional.of(new Value.Numeric(Double.NaN)),
              Optional.empty()));

  @Test
  void comesBackFromItsCursor() {
    assertThat(Position.of(POSITION.cursor(ORDER), ORDER)).isEqualTo(POSITION);
  }

  @Test
  void belongsToItsOrder() {
    Cursor cursor = POSITION.cursor(ORDER);
    assertThatThrownBy(() -> Position.of(cursor, ORDER.reversed()))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("another order");
  }

  @Test
  void fitsIntoACursorAtItsLongest() {
    List<Order<RunField>> order =
        IntStream.range(0, QueryCheck.ORDER_TERMS_MAX + 2)
            .<Order<RunField>>mapToObj(i -> new Order<>(new Param("p" + i), false))
            .toList();
    Position longest =
        new Position(
            order.stream()
                .map(term -> Optional.<Value>of(new Value.Text("😀".repeat(1_000))))
                .toList());
    Cursor cursor = longest.cursor(order);
    assertThat(cursor.value().length()).isLessThanOrEqualTo(Cursor.LENGTH_MAX);
    assertThat(Position.of(cursor, order)).isEqualTo(longest);
  }

  @Test
  void refusesRandomTexts() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String good = POSITION.cursor(ORDER).value();
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder(good);
      for (int j = random.nextInt(3); j >= 0; j--) {
        text.setCharAt(random.nextInt(good.length()), (char) (33 + random.nextInt(90)));
      }
      text.setLength(1 + random.nextInt(good.length()));
      try {
        Position.of(new Cursor(text.toString()), ORDER);
      } catch (Failure failure) {
        assertThat(failure.kind()).as("seed %s", seed).isEqualTo(Failure.Kind.INVALID);
      }
    }
  }
}
