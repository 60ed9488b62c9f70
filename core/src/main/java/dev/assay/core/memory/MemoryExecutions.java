package dev.assay.core.memory;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.capture.Console;
import dev.assay.core.capture.Execution;
import dev.assay.core.capture.ExecutionActions;
import dev.assay.core.capture.ExecutionField;
import dev.assay.core.capture.ExecutionId;
import dev.assay.core.capture.Executions;
import dev.assay.core.capture.VerdictDocument;
import dev.assay.core.query.Filter.Value;
import dev.assay.core.query.Page;
import dev.assay.core.query.PageRequest;
import dev.assay.core.query.RowOrder;
import dev.assay.core.run.RunId;
import dev.assay.core.run.RunInfo;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Executions in memory. */
final class MemoryExecutions implements Executions {
  private static final RowOrder<Execution, ExecutionField> NEWEST_FIRST =
      new RowOrder<>(
          ExecutionField.NEWEST_FIRST, (execution, field) -> List.of(value(execution, field)));
  private static final Comparator<Execution> OLDEST_FIRST =
      Comparator.comparing(Execution::startedAt).thenComparing(Execution::id);
  private static final Comparator<RunInfo> OLDEST_RUN_FIRST =
      Comparator.comparing(RunInfo::startedAt).thenComparing(RunInfo::id);

  private final MemoryState state;

  MemoryExecutions(MemoryState state) {
    this.state = state;
  }

  /** An execution with what belongs to it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
  record Row(Execution execution, byte[] console, List<VerdictDocument> verdicts) {
    Row {
      verdicts = List.copyOf(verdicts);
    }

    boolean refersTo(Digest digest) {
      return execution.capture().filter(digest::equals).isPresent()
          || execution.blobs().contains(digest)
          || hasVerdict(digest);
    }

    boolean hasVerdict(Digest digest) {
      return verdicts.stream().anyMatch(verdict -> verdict.digest().equals(digest));
    }
  }

  @Override
  public void put(Execution execution) {
    state.undoLog.transact(
        () -> {
          Row before =
              state.executions.get(execution.id(), new Row(execution, new byte[0], List.of()));
          state.executions.put(
              execution.id(), new Row(execution.inMillis(), before.console(), before.verdicts()));
        });
  }

  @Override
  public Optional<Execution> find(ExecutionId id) {
    return state.undoLog.read(() -> state.executions.find(id).map(Row::execution));
  }

  @Override
  public Page<Execution> list(PageRequest page) {
    return state.undoLog.read(() -> NEWEST_FIRST.page(all(), page));
  }

  @Override
  public List<Execution> rerunsOf(ExecutionId id) {
    return state.undoLog.read(
        () ->
            all()
                .filter(execution -> execution.rerunOf().filter(id::equals).isPresent())
                .sorted(OLDEST_FIRST)
                .toList());
  }

  @Override
  public List<RunId> runs(ExecutionId id, int limit) {
    return state.undoLog.read(
        () ->
            state.runs.all().stream()
                .filter(run -> id.value().equals(run.tags().get(ExecutionId.RUN_TAG)))
                .map(RunRow::info)
                .filter(run -> !run.isDeleted())
                .sorted(OLDEST_RUN_FIRST)
                .limit(limit)
                .map(RunInfo::id)
                .toList());
  }

  @Override
  public long appendConsole(ExecutionId id, long offset, byte[] bytes) {
    return state.undoLog.transact(
        () -> {
          Row row = existing(id);
          int size = row.console().length;
          if (offset < 0 || offset > size) {
            throw gap(offset, size);
          }
          if (offset + bytes.length <= size) {
            return (long) size;
          }
          byte[] longer = Arrays.copyOf(row.console(), Math.toIntExact(offset + bytes.length));
          int known = (int) (size - offset);
          System.arraycopy(bytes, known, longer, size, bytes.length - known);
          state.executions.put(id, new Row(row.execution(), longer, row.verdicts()));
          return (long) longer.length;
        });
  }

  @Override
  public Console console(ExecutionId id, long offset, int limit) {
    return state.undoLog.read(
        () -> {
          byte[] all = existing(id).console();
          int from = Math.clamp(offset, 0, all.length);
          int to = (int) Math.min(all.length, from + (long) Math.max(0, limit));
          return new Console(Arrays.copyOfRange(all, from, to), all.length);
        });
  }

  @Override
  public boolean addVerdict(ExecutionId id, Digest document, Instant at) {
    return state.undoLog.transact(
        () -> {
          Row row = existing(id);
          if (row.hasVerdict(document)) {
            return false;
          }
          VerdictDocument verdict = new VerdictDocument(document, MemoryProjects.millis(at));
          List<VerdictDocument> all =
              Stream.concat(row.verdicts().stream(), Stream.of(verdict)).toList();
          state.executions.put(id, new Row(row.execution(), row.console(), all));
          return true;
        });
  }

  @Override
  public List<VerdictDocument> verdicts(ExecutionId id) {
    return state.undoLog.read(() -> state.executions.find(id).map(Row::verdicts).orElse(List.of()));
  }

  @Override
  public boolean remove(ExecutionId id) {
    return state.undoLog.transact(() -> state.executions.remove(id));
  }

  @Override
  public boolean refersTo(Digest digest) {
    return state.undoLog.read(
        () -> state.executions.all().stream().anyMatch(row -> row.refersTo(digest)));
  }

  private Stream<Execution> all() {
    return state.executions.all().stream().map(Row::execution);
  }

  private Row existing(ExecutionId id) {
    return state.executions.find(id).orElseThrow(() -> ExecutionActions.missing(id));
  }

  private static Value value(Execution execution, ExecutionField field) {
    return switch (field) {
      case STARTED_AT -> new Value.Numeric(execution.startedAt().toEpochMilli());
      case ID -> new Value.Text(execution.id().value());
    };
  }

  private static Failure gap(long offset, long size) {
    return Failure.conflict(
        "the console has " + size + " bytes; nothing can be added at " + offset);
  }
}
