package dev.assay.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.account.Permission;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RouteTableTest {
  private static final ErrorShape OUTER = problem -> Response.text(500, "outer");
  private static final ErrorShape INNER = problem -> Response.text(500, "inner");

  @Test
  void prefersLiteralThenVariableThenTail() {
    RouteTable table = table("/a/b", "/a/{one}", "/a/{all...}");

    assertThat(matched(table, "a", "b")).isEqualTo("/a/b");
    assertThat(matched(table, "a", "c")).isEqualTo("/a/{one}");
    assertThat(matched(table, "a", "c", "d")).isEqualTo("/a/{all...}");
  }

  @Test
  void fallsBackWhenTheMoreLiteralBranchEnds() {
    RouteTable table = table("/a/b/c", "/a/{one}/d");

    assertThat(matched(table, "a", "b", "d")).isEqualTo("/a/{one}/d");
  }

  @Test
  void capturesVariablesByTheNamesOfTheRoute() {
    RouteTable table = table("/runs/{run}/files/{path...}");

    RouteTable.Found found =
        requireNonNull(table.find(List.of("runs", "7", "files", "a", "", "b", "")));
    RouteTable.Entry entry = requireNonNull(found.entry(Method.GET));

    assertThat(entry.variables(found.captured())).isEqualTo(Map.of("run", "7", "path", "a//b/"));
  }

  @Test
  void tailCanBeEmptyAfterItsSlashButNotWithout() {
    RouteTable table = table("/files/{path...}");

    assertThat(matched(table, "files", "")).isEqualTo("/files/{path...}");
    assertThat(matched(table, "files")).isNull();
  }

  @Test
  void variableIsNeverEmpty() {
    assertThat(matched(table("/runs/{run}"), "runs", "")).isNull();
  }

  @Test
  void refusesTwoRoutesForTheSameRequests() {
    assertThatThrownBy(() -> table("/a/{one}", "/a/{other}"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesTemplatesThatAreNotClear() {
    for (String wrong : List.of("a", "/{x", "/a{x}", "/{x...}/b", "/{x}/{x}", "/{}", "/a%20b")) {
      assertThatThrownBy(() -> PathTemplate.of(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void refusesRoutesOutsideTheirGroup() {
    assertThatThrownBy(() -> new RouteGroup(List.of("/api"), OUTER, List.of(get("/apix/a"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void longestPrefixShapesTheErrors() {
    RouteTable table =
        new RouteTable(
            List.of(
                new RouteGroup(List.of("/api", "/other"), OUTER, List.of()),
                new RouteGroup(List.of("/api/2.0/mlflow"), INNER, List.of())));
    ErrorShape none = problem -> Response.empty(500);

    assertThat(table.errorsBelow("/api/2.0/mlflow/x", none)).isSameAs(INNER);
    assertThat(table.errorsBelow("/api/2.0/mlflowx", none)).isSameAs(OUTER);
    assertThat(table.errorsBelow("/other", none)).isSameAs(OUTER);
    assertThat(table.errorsBelow("/", none)).isSameAs(none);
  }

  private static RouteTable table(String... templates) {
    List<Route> routes = List.of(templates).stream().map(RouteTableTest::get).toList();
    return new RouteTable(List.of(new RouteGroup(List.of("/"), OUTER, routes)));
  }

  private static Route get(String template) {
    return Route.of(
        Method.GET, template, Permission.READ, BodyLimit.NONE, request -> Response.empty(200));
  }

  private static @Nullable String matched(RouteTable table, String... segments) {
    RouteTable.Found found = table.find(List.of(segments));
    RouteTable.Entry entry = found == null ? null : found.entry(Method.GET);
    return entry == null ? null : entry.route().template().toString();
  }
}
