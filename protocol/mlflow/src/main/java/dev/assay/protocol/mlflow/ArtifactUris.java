package dev.assay.protocol.mlflow;

import dev.assay.core.project.ProjectId;
import dev.assay.core.query.Filter;
import dev.assay.core.query.Filter.Operator;
import dev.assay.core.query.Filter.Value;
import dev.assay.core.query.parse.Condition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Conditions on the address of the files of runs or logged models. It is not kept but made of the
 * project's location, the id and fixed parts around it, so a condition on it becomes conditions on
 * project and id.
 *
 * @param inProject the part of the address below the project's location, around the id's place
 * @param project the field of the project's id
 * @param id the field of the id
 */
record ArtifactUris<F>(
    List<ProjectId> projects,
    Locations locations,
    UnaryOperator<String> inProject,
    F project,
    F id) {

  Filter<F> filter(Condition condition) {
    if (condition instanceof Condition.Listed(boolean negated, List<String> texts)) {
      return listed(negated, texts);
    }
    if (!(condition instanceof Condition.Compared(Operator operator, Value.Text(String text)))) {
      throw new IllegalArgumentException("the grammar gives comparisons with texts alone");
    }
    Map<Filter<F>, List<String>> projectsOf = new LinkedHashMap<>();
    for (ProjectId each : projects) {
      projectsOf
          .computeIfAbsent(within(each, operator, text), absent -> new ArrayList<>())
          .add(each.toString());
    }
    if (projectsOf.size() == 1) {
      return projectsOf.keySet().iterator().next();
    }
    List<Filter<F>> each = new ArrayList<>();
    projectsOf.forEach(
        (filter, ids) ->
            each.add(
                new Filter.And<>(List.of(new Filter.Membership<>(project, false, ids), filter))));
    return new Filter.Or<>(each);
  }

  private Filter<F> listed(boolean negated, List<String> texts) {
    Operator operator = negated ? Operator.NOT_EQUAL : Operator.EQUAL;
    List<Filter<F>> each =
        texts.stream()
            .map(text -> filter(new Condition.Compared(operator, new Value.Text(text))))
            .toList();
    return negated ? new Filter.And<>(each) : new Filter.Or<>(each);
  }

  private Filter<F> within(ProjectId within, Operator operator, String text) {
    String mark = "\0";
    String[] parts = locations.below(within, inProject.apply(mark)).split(mark, -1);
    return switch (operator) {
      case LIKE, ILIKE -> like(operator, parts[0], text, parts[1]);
      case EQUAL, NOT_EQUAL -> equal(operator, parts[0], text, parts[1]);
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          throw new IllegalArgumentException("texts have no order here");
    };
  }

  private Filter<F> equal(Operator operator, String before, String text, String after) {
    boolean fits =
        text.length() > before.length() + after.length()
            && text.startsWith(before)
            && text.endsWith(after);
    if (!fits) {
      return operator == Operator.EQUAL ? new Filter.Or<>(List.of()) : Filter.everything();
    }
    String rest = text.substring(before.length(), text.length() - after.length());
    return new Filter.Comparison<>(id, operator, new Value.Text(rest));
  }

  /** What is left of the pattern for the id, in each way it can match what stands around it. */
  private Filter<F> like(Operator operator, String before, String pattern, String after) {
    boolean ignoreCase = operator == Operator.ILIKE;
    Set<String> rests = new LinkedHashSet<>();
    for (String rest : restsBehind(before, pattern, ignoreCase)) {
      String backwards = new StringBuilder(rest).reverse().toString();
      String end = new StringBuilder(after).reverse().toString();
      for (String both : restsBehind(end, backwards, ignoreCase)) {
        rests.add(new StringBuilder(both).reverse().toString());
      }
    }
    List<Filter<F>> each = new ArrayList<>();
    for (String rest : rests) {
      each.add(new Filter.Comparison<>(id, operator, new Value.Text(rest)));
    }
    return each.size() == 1 ? each.getFirst() : new Filter.Or<>(each);
  }

  /** The ends of the pattern whose beginnings match all of the text. */
  private static List<String> restsBehind(String text, String pattern, boolean ignoreCase) {
    Set<Integer> places = Set.of(0);
    for (int i = 0; i < text.length(); i++) {
      Set<Integer> following = new LinkedHashSet<>();
      for (int place : places) {
        step(pattern, place, text.charAt(i), ignoreCase, following);
      }
      places = following;
    }
    return places.stream().map(pattern::substring).toList();
  }

  private static void step(
      String pattern, int place, char c, boolean ignoreCase, Set<Integer> following) {
    int at = place;
    while (at < pattern.length() && pattern.charAt(at) == '%') {
      following.add(at);
      at++;
    }
    if (at == pattern.length()) {
      return;
    }
    char wanted = pattern.charAt(at);
    boolean isSame =
        wanted == '_' || wanted == c || (ignoreCase && lowerCase(wanted) == lowerCase(c));
    if (isSame) {
      following.add(at + 1);
    }
  }

  private static char lowerCase(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c;
  }
}
