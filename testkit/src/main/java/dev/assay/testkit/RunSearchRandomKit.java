package dev.assay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.DatasetInput;
import dev.assay.core.project.ProjectId;
import dev.assay.core.query.FilterEvaluation;
import dev.assay.core.query.PageRequest;
import dev.assay.core.query.RowOrder;
import dev.assay.core.query.Visibility;
import dev.assay.core.run.Projection;
import dev.assay.core.run.Run;
import dev.assay.core.run.RunField;
import dev.assay.core.run.RunId;
import dev.assay.core.run.RunQuery;
import dev.assay.core.run.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random searches over random runs, compared with what {@link FilterEvaluation} and {@link
 * RowOrder} make of what was written. A failure names the seed: {@code -Dassay.seed=...} repeats
 * it.
 */
public abstract class RunSearchRandomKit extends PortKit {
  private static final int RUNS = 60;
  private static final int QUERIES = 250;
  private static final int ROUNDS = 3;

  private final Random random = random();
  private final List<SampleRun> samples = new ArrayList<>();
  private final List<ProjectId> projects = new ArrayList<>();
  private int fruitful;

  @Test
  void findsWhatTheOracleFinds() {
    for (int i = 0; i < 3; i++) {
      projects.add(project("p" + i));
    }
    store.transactions().transact(() -> fill(RUNS));
    searchAll();
    for (int round = 0; round < ROUNDS; round++) {
      store
          .transactions()
          .transact(
              () -> {
                samples.forEach(this::change);
                fill(RUNS / 6);
              });
      if (round == 1) {
        restart();
      }
      searchAll();
    }
    assertThat(fruitful)
        .as("searches that found something: too few would prove little")
        .isGreaterThan((ROUNDS + 1) * QUERIES / 4);
  }

  private void searchAll() {
    RandomQueries queries =
        new RandomQueries(
            random,
            projects,
            samples.stream().map(sample -> sample.info.id().value()).toList(),
            samples.stream()
                .map(sample -> (double) sample.info.startedAt().toEpochMilli())
                .toList());
    for (int i = 0; i < QUERIES; i++) {
      if (compare(queries.next()) > 0) {
        fruitful++;
      }
    }
  }

  /** Gives how many runs there were. */
  private int compare(RunQuery query) {
    List<RunId> expected = oracle(query);
    assertThat(search(query, PageRequest.first(10_000)))
        .as("%s", query)
        .containsExactlyElementsOf(expected);
    if (expected.size() > 1) {
      int limit = 1 + random.nextInt(expected.size());
      List<RunId> paged =
          allPages(limit, page -> store.runs().search(query, Projection.INFO, page).map(Run::id));
      assertThat(paged).as("in pages of %s: %s", limit, query).isEqualTo(expected);
    }
    return expected.size();
  }

  private List<RunId> search(RunQuery query, PageRequest page) {
    return store.runs().search(query, Projection.INFO, page).map(Run::id).items();
  }

  private List<RunId> oracle(RunQuery query) {
    FilterEvaluation<SampleRun, RunField> evaluation = new FilterEvaluation<>(SampleRun::values);
    Stream<SampleRun> found =
        samples.stream()
            .filter(sample -> query.projects().contains(sample.info.projectId()))
            .filter(sample -> isVisible(sample, query.visibility()))
            .filter(sample -> evaluation.matches(query.filter(), sample));
    return new RowOrder<>(query.totalOrder(), SampleRun::values)
        .page(found, PageRequest.first(10_000)).items().stream()
            .map(sample -> sample.info.id())
            .toList();
  }

  private static boolean isVisible(SampleRun sample, Visibility visibility) {
    return visibility == Visibility.ALL
        || sample.info.isDeleted() == (visibility == Visibility.DELETED);
  }

  private void fill(int count) {
    for (int i = 0; i < count; i++) {
      RunBuilder builder =
          run(pick(projects))
              .name(pick(RandomQueries.TEXTS))
              .user(pick(List.of("", "ada", "a")))
              .status(pick(List.of(Status.values())))
              .startedAt(someTime());
      if (random.nextBoolean()) {
        builder.endedAt(someTime());
      }
      if (random.nextInt(5) == 0) {
        builder.deletedAt(clock.instant());
      }
      SampleRun sample = new SampleRun(builder.build());
      samples.add(sample);
      store.runs().create(sample.info, Map.of());
      change(sample);
    }
  }

  private void change(SampleRun sample) {
    RunId id = sample.info.id();
    for (int i = random.nextInt(4); i > 0; i--) {
      switch (random.nextInt(8)) {
        case 0, 1 -> addParam(sample, "k" + random.nextInt(4), pick(RandomQueries.TEXTS));
        case 2 -> setTag(sample, "k" + random.nextInt(4), pick(RandomQueries.TEXTS));
        case 3 -> {
          String key = "k" + random.nextInt(4);
          assertThat(store.runs().deleteTag(id, key)).isEqualTo(sample.tags.remove(key) != null);
        }
        case 4 -> link(sample, pick(List.of("a", "b", "é")), pick(List.of("d1", "d2")));
        case 5 -> {
          RunBuilder builder = RunBuilder.from(sample.info).status(pick(List.of(Status.values())));
          sample.info = builder.name(pick(RandomQueries.TEXTS)).build();
          store.runs().update(sample.info);
        }
        default ->
            store
                .metrics()
                .append(
                    id,
                    sample.extend(
                        RandomQueries.metric(random.nextInt(4)), someNumber(), someNumber()));
      }
    }
  }

  private void addParam(SampleRun sample, String key, String value) {
    if (sample.params.putIfAbsent(key, value) == null) {
      store.runs().addParams(sample.info.id(), Map.of(key, value));
    }
  }

  private void setTag(SampleRun sample, String key, String value) {
    sample.tags.put(key, value);
    store.runs().setTags(sample.info.id(), Map.of(key, value));
  }

  private void link(SampleRun sample, String name, String digest) {
    boolean isLinked =
        sample.inputs.stream()
            .map(DatasetInput::dataset)
            .anyMatch(kept -> kept.name().equals(name) && kept.digest().equals(digest));
    Dataset dataset =
        new Dataset(name, digest, "local", "here", Optional.empty(), Optional.empty());
    Map<String, String> tags =
        random.nextBoolean() ? Map.of() : Map.of(DatasetInput.CONTEXT, pick(List.of("a", "train")));
    DatasetInput input = new DatasetInput(dataset, tags);
    if (!isLinked) {
      sample.inputs.add(input);
    }
    store.datasets().link(sample.info.id(), List.of(input));
  }

  private double someNumber() {
    return random.nextInt(6) == 0 ? Double.NaN : pick(RandomQueries.NUMBERS);
  }

  private Instant someTime() {
    return TestClock.START.plusMillis(random.nextInt(20));
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
