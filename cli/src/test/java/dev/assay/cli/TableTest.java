package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TableTest {
  @Test
  void linesUpColumnsWithNumbersToTheRight() {
    Table table = new Table(List.of("NAME", "LOSS"));
    table.add(List.of("first", "0.25"));
    table.add(List.of("b", "-"));

    assertThat(table.render()).isEqualTo("NAME   LOSS\nfirst  0.25\nb         -\n");
  }

  @Test
  void showsTextOfUsersWithoutControlCharacters() {
    assertThat(Table.shown("a\u001b[31mred\u202ex")).isEqualTo("a\uFFFD[31mred\uFFFDx");
  }

  @Test
  void cutsLongText() {
    assertThat(Table.shown("x".repeat(100))).hasSize(60).endsWith("…");
  }
}
