package dev.assay.testkit;

import static dev.assay.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.capture.Console;
import dev.assay.core.capture.Execution;
import dev.assay.core.capture.ExecutionId;
import dev.assay.core.capture.Executions;
import dev.assay.core.capture.VerdictDocument;
import dev.assay.core.project.ProjectId;
import dev.assay.core.query.PageRequest;
import dev.assay.core.run.RunId;
import dev.assay.core.run.RunInfo;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link Executions} promises. */
public abstract class ExecutionsKit extends PortKit {
  private static final ExecutionId ONE = id(1);
  private static final ExecutionId TWO = id(2);
  private static final int LARGE_BYTES = 300_000;

  @Test
  void keepsAllFacts() {
    Execution bare = bare(ONE, 5);
    Execution full = full(TWO, 6);
    executions().put(bare);
    executions().put(full);
    restart();

    assertThat(executions().find(ONE)).contains(bare);
    assertThat(executions().find(TWO)).contains(full);
    assertThat(executions().find(id(3))).isEmpty();
  }

  @Test
  void keepsTimesToTheMillisecond() {
    Execution bare = bare(ONE, 5);
    Execution exact =
        new Execution(
            ONE,
            bare.command(),
            bare.user(),
            bare.host(),
            Given.at(5).plusNanos(1_999_999),
            Optional.of(Given.at(6).plusNanos(999_999)),
            Optional.of("0"),
            Optional.empty(),
            Optional.empty(),
            List.of());
    executions().put(exact);

    Execution kept = executions().find(ONE).orElseThrow();
    assertThat(kept.startedAt()).isEqualTo(Given.at(5).plusMillis(1));
    assertThat(kept.endedAt()).contains(Given.at(6));
  }

  @Test
  void putReplacesTheExecutionAndItsBlobsAlone() {
    executions().put(full(ONE, 5));
    executions().appendConsole(ONE, 0, new byte[] {1, 2});
    executions().addVerdict(ONE, digest("verdict"), Given.at(9));
    executions().put(bare(ONE, 5));

    assertThat(executions().find(ONE)).contains(bare(ONE, 5));
    assertThat(executions().refersTo(digest("blob 1"))).isFalse();
    assertThat(executions().refersTo(digest("capture"))).isFalse();
    assertThat(executions().console(ONE, 0, 10).bytes()).containsExactly(1, 2);
    assertThat(executions().verdicts(ONE)).hasSize(1);
  }

  @Test
  void listsNewestFirstInPages() {
    List<Execution> oldestFirst =
        IntStream.range(0, 7).mapToObj(i -> bare(id(20 - i), i / 2)).toList();
    oldestFirst.forEach(executions()::put);
    List<Execution> expected =
        oldestFirst.stream()
            .sorted(
                (a, b) -> {
                  int time = b.startedAt().compareTo(a.startedAt());
                  return time == 0 ? a.id().compareTo(b.id()) : time;
                })
            .toList();

    for (int limit : new int[] {1, 2, 3, 7, 100}) {
      assertThat(allPages(limit, executions()::list)).containsExactlyElementsOf(expected);
    }
  }

  @Test
  void findsReruns() {
    executions().put(bare(ONE, 1));
    Execution later = rerun(id(3), 9, ONE);
    Execution earlier = rerun(id(4), 8, ONE);
    executions().put(later);
    executions().put(earlier);
    executions().put(rerun(id(5), 8, TWO));

    assertThat(executions().rerunsOf(ONE)).containsExactly(earlier, later);
    assertThat(executions().rerunsOf(id(3))).isEmpty();
  }

  @Test
  void findsItsRunsInAllProjectsByTheirTag() {
    RunInfo first = taggedRun("a", 3, ONE);
    RunInfo second = taggedRun("b", 2, ONE);
    taggedRun("c", 1, TWO);
    RunInfo untagged = taggedRun("d", 0, ONE);
    store.runs().deleteTag(untagged.id(), ExecutionId.RUN_TAG);
    RunInfo deleted = taggedRun("e", 0, ONE);
    store.runs().update(deleted.withDeletedAt(Optional.of(Given.at(9))));
    store.runs().setTags(second.id(), Map.of("other", ONE.value()));

    assertThat(executions().runs(ONE, 10)).containsExactly(second.id(), first.id());
    assertThat(executions().runs(ONE, 1)).containsExactly(second.id());
    assertThat(executions().runs(id(9), 10)).isEmpty();
  }

  @Test
  void appendsToTheConsole() {
    executions().put(bare(ONE, 1));

    assertThat(executions().appendConsole(ONE, 0, bytes("one "))).isEqualTo(4);
    assertThat(executions().appendConsole(ONE, 4, bytes("two"))).isEqualTo(7);
    restart();

    Console whole = executions().console(ONE, 0, 100);
    assertThat(whole.bytes()).isEqualTo(bytes("one two"));
    assertThat(whole.sizeBytes()).isEqualTo(7);
    assertThat(executions().console(ONE, 2, 3).bytes()).isEqualTo(bytes("e t"));
    assertThat(executions().console(ONE, 7, 3).bytes()).isEmpty();
    assertThat(executions().console(ONE, 700, 3)).extracting(Console::sizeBytes).isEqualTo(7L);
    assertThat(executions().console(ONE, 3, 0).bytes()).isEmpty();
  }

  @Test
  void passesOverConsoleThatIsThereAlready() {
    executions().put(bare(ONE, 1));
    executions().appendConsole(ONE, 0, bytes("one two"));

    assertThat(executions().appendConsole(ONE, 0, bytes("one two"))).isEqualTo(7);
    assertThat(executions().appendConsole(ONE, 4, bytes("two"))).isEqualTo(7);
    assertThat(executions().appendConsole(ONE, 4, bytes("two three"))).isEqualTo(13);
    assertThat(executions().appendConsole(ONE, 13, new byte[0])).isEqualTo(13);
    assertThat(executions().console(ONE, 0, 100).bytes()).isEqualTo(bytes("one two three"));
  }

  @Test
  void refusesAGapInTheConsole() {
    executions().put(bare(ONE, 1));
    executions().appendConsole(ONE, 0, bytes("one"));

    assertFails(Failure.Kind.CONFLICT, () -> executions().appendConsole(ONE, 4, bytes("two")));
    assertFails(Failure.Kind.CONFLICT, () -> executions().appendConsole(ONE, -1, bytes("two")));
    assertThat(executions().console(ONE, 0, 100).bytes()).isEqualTo(bytes("one"));
  }

  @Test
  void readsAnyPartOfALongConsoleWrittenInAnyPieces() {
    executions().put(bare(ONE, 1));
    Random random = random();
    byte[] all = new byte[LARGE_BYTES];
    random.nextBytes(all);
    int written = 0;
    while (written < all.length) {
      int from = Math.max(0, written - random.nextInt(3) * random.nextInt(20_000));
      int to = Math.min(all.length, from + random.nextInt(60_000));
      executions().appendConsole(ONE, from, Arrays.copyOfRange(all, from, to));
      written = Math.max(written, to);
    }

    assertThat(executions().console(ONE, 0, LARGE_BYTES * 2).bytes()).isEqualTo(all);
    for (int i = 0; i < 50; i++) {
      int from = random.nextInt(all.length);
      int limit = random.nextInt(all.length / 4);
      assertThat(executions().console(ONE, from, limit).bytes())
          .isEqualTo(Arrays.copyOfRange(all, from, Math.min(all.length, from + limit)));
    }
  }

  @Test
  void refusesConsoleAndVerdictsOfNoExecution() {
    assertFails(Failure.Kind.NOT_FOUND, () -> executions().appendConsole(ONE, 0, bytes("x")));
    assertFails(Failure.Kind.NOT_FOUND, () -> executions().console(ONE, 0, 1));
    assertFails(
        Failure.Kind.NOT_FOUND, () -> executions().addVerdict(ONE, digest("v"), Given.at(1)));
    assertThat(executions().verdicts(ONE)).isEmpty();
    assertThat(executions().remove(ONE)).isFalse();
    assertThat(executions().rerunsOf(ONE)).isEmpty();
  }

  @Test
  void keepsVerdictsInTheOrderTheyCame() {
    executions().put(bare(ONE, 1));

    assertThat(executions().addVerdict(ONE, digest("b"), Given.at(2))).isTrue();
    assertThat(executions().addVerdict(ONE, digest("a"), Given.at(1))).isTrue();
    assertThat(executions().addVerdict(ONE, digest("b"), Given.at(3))).isFalse();
    restart();

    assertThat(executions().verdicts(ONE))
        .containsExactly(
            new VerdictDocument(digest("b"), Given.at(2)),
            new VerdictDocument(digest("a"), Given.at(1)));
  }

  @Test
  void refersToCapturesBlobsAndVerdictsUntilTheyAreRemoved() {
    executions().put(full(ONE, 1));
    executions().put(full(TWO, 1));
    executions().addVerdict(ONE, digest("verdict"), Given.at(1));
    List<Digest> kept = List.of(digest("capture"), digest("blob 1"), digest("blob 2"));

    assertThat(kept).allMatch(executions()::refersTo);
    assertThat(executions().refersTo(digest("verdict"))).isTrue();
    assertThat(executions().refersTo(digest("other"))).isFalse();
    assertThat(executions().remove(ONE)).isTrue();
    assertThat(kept).allMatch(executions()::refersTo);
    assertThat(executions().refersTo(digest("verdict"))).isFalse();
    assertThat(executions().remove(TWO)).isTrue();
    assertThat(kept).noneMatch(executions()::refersTo);
  }

  @Test
  void removesAllOfAnExecution() {
    executions().put(full(ONE, 1));
    executions().appendConsole(ONE, 0, bytes("one"));
    executions().remove(ONE);

    assertThat(executions().find(ONE)).isEmpty();
    assertThat(executions().list(PageRequest.first(10)).items()).isEmpty();
    executions().put(bare(ONE, 1));
    assertThat(executions().console(ONE, 0, 10).sizeBytes()).isZero();
  }

  @Test
  void failedTransactionLeavesNothing() {
    executions().put(bare(ONE, 1));
    executions().appendConsole(ONE, 0, bytes("one"));

    assertRollsBack(
        () -> {
          executions().put(full(ONE, 1));
          executions().put(full(TWO, 1));
          executions().appendConsole(ONE, 3, bytes("two"));
          executions().addVerdict(ONE, digest("verdict"), Given.at(1));
        });

    assertThat(executions().list(PageRequest.first(10)).items()).containsExactly(bare(ONE, 1));
    assertThat(executions().console(ONE, 0, 10).bytes()).isEqualTo(bytes("one"));
    assertThat(executions().verdicts(ONE)).isEmpty();
    assertThat(executions().refersTo(digest("capture"))).isFalse();
  }

  @Test
  void agreesWithTheModelOnRandomChanges() {
    StoreUnderTest oracle = new MemoryStoreUnderTest();
    Random random = random();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes(bytes("the console of everything"));
    for (int i = 0; i < 300; i++) {
      ExecutionId id = id(random.nextInt(4));
      int at = i;
      switch (random.nextInt(5)) {
        case 0 -> same(oracle, random.nextBoolean() ? full(id, at) : rerun(id, at, id(9)));
        case 1 -> {
          int from = random.nextInt(20);
          byte[] part = Arrays.copyOfRange(text.toByteArray(), from, from + random.nextInt(5));
          assertSame(oracle, s -> s.executions().appendConsole(id, from, part));
        }
        case 2 -> {
          Digest verdict = digest("verdict " + random.nextInt(5));
          assertSame(oracle, s -> s.executions().addVerdict(id, verdict, Given.at(at)));
        }
        case 3 -> assertSame(oracle, s -> s.executions().find(id));
        default -> {
          if (random.nextInt(6) == 0) {
            assertSame(oracle, s -> s.executions().remove(id));
          }
        }
      }
      assertSame(oracle, s -> s.executions().verdicts(id));
      assertSame(oracle, s -> s.executions().refersTo(digest("verdict 1")));
      assertSame(oracle, s -> s.executions().rerunsOf(id(9)));
      assertSame(oracle, s -> s.executions().list(PageRequest.first(3)).items());
    }
  }

  private void same(StoreUnderTest oracle, Execution execution) {
    assertSame(
        oracle,
        s -> {
          s.executions().put(execution);
          return s.executions().find(execution.id());
        });
  }

  private Executions executions() {
    return store.executions();
  }

  private RunInfo taggedRun(String project, int second, ExecutionId execution) {
    ProjectId id = project("project " + project);
    RunInfo run = new RunBuilder(id, Digest.of(project).hex(), Given.at(second)).build();
    store.runs().create(run, Map.of(ExecutionId.RUN_TAG, execution.value(), "a", "b"));
    RunId sibling = new RunId(project + "-sibling");
    store
        .runs()
        .create(new RunBuilder(id, sibling.value(), Given.at(second)).build(), Map.of("a", "b"));
    return run;
  }

  private static ExecutionId id(int number) {
    return new ExecutionId(String.format("%032x", number));
  }

  private static Execution bare(ExecutionId id, int second) {
    return new Execution(
        id,
        "python train.py",
        "",
        "",
        Given.at(second),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static Execution rerun(ExecutionId id, int second, ExecutionId original) {
    return new Execution(
        id,
        "x",
        "ada",
        "here",
        Given.at(second),
        Optional.empty(),
        Optional.empty(),
        Optional.of(original),
        Optional.empty(),
        List.of());
  }

  private static Execution full(ExecutionId id, int second) {
    return new Execution(
        id,
        "python 'tr\u00e4in \uD83D\uDE00.py' --lr 0.1",
        "ada",
        "here",
        Given.at(second),
        Optional.of(Given.at(second + 1)),
        Optional.of("SIGKILL"),
        Optional.of(new ExecutionId("f".repeat(32))),
        Optional.of(digest("capture")),
        List.of(digest("blob 2"), digest("blob 1")));
  }

  private static Digest digest(String content) {
    return Digest.of(content);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
