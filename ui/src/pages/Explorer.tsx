import { batch, useComputed, useSignal, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import * as api from '../api';
import type { Project, Run, RunQuestion } from '../api-types';
import { pens } from '../colours';
import * as columns from '../columns';
import type { Column } from '../columns';
import { whole } from '../format';
import { compareLink } from '../links';
import { useLoaded } from '../loaded';
import { ChartGrid } from '../parts/ChartGrid';
import { ColumnPanel } from '../parts/ColumnPanel';
import { QueryBar } from '../parts/QueryBar';
import { RunTable } from '../parts/RunTable';
import { Empty, Trouble } from '../parts/Bits';
import { navigate, query, setQuery } from '../router';

const PAGE_ROWS = 200;
const SAMPLE_ROWS = 30;
const CHART_RUNS_MAX = 20;
const COMPARE_RUNS_MAX = 20;
type Layout = 'split' | 'table' | 'charts';

interface Found {
  runs: Run[];
  next: string | null;
  error: Error | null;
  /** Whether the rows are those of the question asked last. */
  loading: boolean;
  answered: boolean;
}

const NOTHING: Found = { runs: [], next: null, error: null, loading: true, answered: false };

/** Runs of one project, of several, or of all: asked for, shown as a table and as charts. */
export function Explorer({ projects }: { projects: string[] | null }) {
  const names = useSignal(new Map<string, string>());
  const known = useSignal<Project | null>(null);
  const missing = useSignal<Error | null>(null);
  const sample = useSignal<Run[] | null>(null);
  const found = useSignal<Found>(NOTHING);
  useProjects(projects, names, known, missing);
  useSample(projects, sample);

  const q = query.value.get('q') ?? '';
  const sort = query.value.get('sort') ?? '';
  const selected = (query.value.get('sel') ?? '').split(',').filter(Boolean);
  const layout = (query.value.get('layout') ?? 'split') as Layout;
  const chosen = query.value.get('cols');
  const shown = chosen !== null ? columns.read(chosen) : sample.value ? columns.proposed(sample.value, projects === null || projects.length > 1) : null;
  const more = useRuns(projects, q, sort, shown, found);

  const title = known.value?.name ?? (projects === null ? 'All runs' : projects.length > 1 ? `${projects.length} projects` : 'Project');
  document.title = `${title} · Assay`;
  const { runs, next, error, answered, loading } = found.value;
  const drawable = selected.length > 0 ? runs.filter((run) => selected.includes(run.id)) : runs;
  const charted = drawable.slice(0, CHART_RUNS_MAX);
  const colours = useComputed(() => pens(found.value.runs.map((run) => run.id)));
  const { value: drawn } = useWholeRuns(projects, layout === 'table' ? [] : charted.map((run) => run.id));
  const chartTitle =
    selected.length > 0
      ? `Drawing ${charted.length} of ${selected.length} selected ${selected.length === 1 ? 'run' : 'runs'}`
      : charted.length < runs.length || next
        ? `Drawing the first ${charted.length} runs; choose runs to draw others`
        : `Drawing all ${charted.length} runs`;

  if (missing.value) return <Trouble error={missing.value} what="This project could not be read." />;
  const setColumns = (next: Column[]) => setQuery({ cols: columns.write(next) || 'a:status' }, 'replace');
  const select = (ids: string[]) => setQuery({ sel: ids.join(',') }, 'replace');
  return (
    <div class="explorer">
      <div class="explorer-head">
        <h1 class="cut" title={title}>
          {title}
        </h1>
        <span class="note" aria-live="polite">
          {answered ? `${whole(runs.length)}${next ? '+' : ''} ${runs.length === 1 && !next ? 'run' : 'runs'}` : 'reading …'}
        </span>
        <Layouts layout={layout} />
        {shown && <ColumnPanel shown={shown} runs={[...(sample.value ?? []), ...runs.slice(0, SAMPLE_ROWS)]} onColumns={setColumns} />}
        <button onClick={api.refresh} disabled={loading && !error}>
          Refresh
        </button>
      </div>
      <QueryBar key={q} text={q} error={answered ? null : error} onQuery={(text) => setQuery({ q: text, sel: null })} />
      {error && answered && <Trouble error={error} what="The runs could not be read." />}
      {selected.length > 0 && (
        <div class="bar selection" role="status">
          <span>{whole(selected.length)} selected</span>
          <button disabled={selected.length < 2 || selected.length > COMPARE_RUNS_MAX} title={selected.length > COMPARE_RUNS_MAX ? `Up to ${COMPARE_RUNS_MAX} runs` : ''} onClick={() => navigate(compareLink(selected))}>
            Compare
          </button>
          <button onClick={() => select([])}>Clear</button>
        </div>
      )}
      {answered && runs.length === 0 ? (
        <Empty>
          {q ? (
            <>
              <p>No run matches this query.</p>
              <button onClick={() => setQuery({ q: null })}>Show all runs</button>
            </>
          ) : (
            <p>There are no runs here yet. They appear when a script logs to this project; see the <a href="/">start page</a> for how.</p>
          )}
        </Empty>
      ) : (
        <div class={`panes ${layout}`}>
          {layout !== 'charts' && shown && answered && (
            <RunTable runs={runs} columns={shown} sort={sort} selected={selected} pens={colours.value} projects={names.value} complete={!next} onColumns={setColumns} onSort={(to) => setQuery({ sort: to })} onSelect={select} onEnd={more} />
          )}
          {layout !== 'table' && answered && drawn.error && <Trouble error={drawn.error} what="The charts could not be read." />}
          {layout !== 'table' && answered && drawn.value && (
            <ChartGrid keys={columns.keysOf(drawn.value, 'metric')} runs={drawn.value.map((run) => ({ run, pen: colours.value.get(run.id) ?? { slot: 0, dash: [] } }))} title={chartTitle} />
          )}
        </div>
      )}
    </div>
  );
}

function Layouts({ layout }: { layout: Layout }) {
  const names: Record<Layout, string> = { split: 'Split', table: 'Table', charts: 'Charts' };
  return (
    <div class="choice" role="group" aria-label="Layout">
      {(Object.keys(names) as Layout[]).map((one) => (
        <button key={one} aria-pressed={layout === one} onClick={() => setQuery({ layout: one === 'split' ? null : one })}>
          {names[one]}
        </button>
      ))}
    </div>
  );
}

function useProjects(projects: string[] | null, names: Signal<Map<string, string>>, known: Signal<Project | null>, missing: Signal<Error | null>) {
  useEffect(() => {
    if (projects?.length === 1) {
      api.project(projects[0]!).then(
        (project) => (known.value = project),
        (error: Error) => (missing.value = error),
      );
      return;
    }
    void api.projects().then(
      (page) => (names.value = new Map(page.projects.map((project) => [project.id, project.name]))),
      () => undefined, // The ids stand in for the names then.
    );
  }, []);
}

/** A few runs with all they hold: what columns and charts there can be. */
function useSample(projects: string[] | null, sample: Signal<Run[] | null>) {
  const tick = api.refreshes.value;
  useEffect(() => {
    const question: RunQuestion = { limit: SAMPLE_ROWS, ...(projects ? { projects } : {}) };
    api.searchRuns(question).then(
      (page) => (sample.value = page.runs),
      () => (sample.value ??= []),
    );
  }, [tick]);
}

/** The runs to draw with every metric they have, in the order given. */
function useWholeRuns(projects: string[] | null, ids: string[]) {
  return useLoaded(JSON.stringify(ids), async (signal) => {
    if (ids.length === 0) return [];
    const filter = `run_id IN (${ids.map((id) => `'${id}'`).join(', ')})`;
    const { runs } = await api.searchRuns({ filter, limit: CHART_RUNS_MAX, ...(projects ? { projects } : {}) }, signal);
    return ids.flatMap((id) => runs.find((run) => run.id === id) ?? []);
  });
}

/** The rows of the question, page by page; answers what reads the next page. */
function useRuns(projects: string[] | null, q: string, sort: string, shown: Column[] | null, found: Signal<Found>): () => void {
  const of = (kind: columns.Kind) => (shown ?? []).filter((one) => one.kind === kind).map((one) => one.key);
  const order = sort ? columns.orderTerm(sort) : null;
  const question: RunQuestion = {
    limit: PAGE_ROWS,
    columns: { metrics: of('metric'), params: of('param'), tags: of('tag') },
    ...(projects ? { projects } : {}),
    ...(q ? { filter: q } : {}),
    ...(order ? { order: [order] } : {}),
  };
  const asked = JSON.stringify(question);
  const reading = useSignal<AbortController | null>(null);
  const tick = api.refreshes.value;

  const read = async (after: string | null) => {
    reading.value?.abort();
    const abort = new AbortController();
    reading.value = abort;
    try {
      const page = await api.searchRuns({ ...question, ...(after ? { after } : {}) }, abort.signal);
      if (abort.signal.aborted) return;
      const before = after ? found.value.runs : [];
      batch(() => (found.value = { runs: [...before, ...page.runs], next: page.next ?? null, error: null, loading: false, answered: true }));
    } catch (e) {
      // A question the server refuses stands in the query bar; the rows before stay for other troubles.
      const refused = e instanceof api.ApiError && e.kind === 'invalid';
      if (!abort.signal.aborted) found.value = { ...found.value, error: e as Error, loading: false, answered: found.value.answered && !refused };
    }
  };
  useEffect(() => {
    if (shown === null) return;
    found.value = { ...found.value, loading: true };
    void read(null);
    return () => reading.value?.abort();
  }, [asked, shown === null, tick]);
  return () => {
    if (!found.value.loading && found.value.next) {
      found.value = { ...found.value, loading: true };
      void read(found.value.next);
    }
  };
}
