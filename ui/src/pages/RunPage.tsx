import { useSignal, type Signal } from '@preact/signals';
import * as api from '../api';
import type { Run } from '../api-types';
import { pens } from '../colours';
import { duration, moment, took, whole } from '../format';
import { projectLink, runLink } from '../links';
import { useLoaded, type Loaded } from '../loaded';
import { Artifacts } from '../parts/Artifacts';
import { Copy, Status, Trouble } from '../parts/Bits';
import { ChartGrid } from '../parts/ChartGrid';
import { Console } from '../parts/Console';
import { Overview } from '../parts/Overview';

const TABS: Record<string, string> = { overview: 'Overview', metrics: 'Metrics', artifacts: 'Artifacts', console: 'Console' };

/** One run: what it is, what it logged, what it left behind. */
export function RunPage({ run: id, tab }: { run: string; tab: string }) {
  const loaded = useLoaded(`run ${id}`, (signal) => api.run(id, signal));
  const { value: run, error } = loaded.value;
  if (error && !run) return <Trouble error={error} what="This run could not be read." />;
  if (!run) return <p class="loading">Reading the run …</p>;
  document.title = `${run.name} · Assay`;
  const current = tab in TABS && (tab !== 'console' || run.execution) ? tab : 'overview';
  return (
    <div class="page">
      <RunHead run={run} state={loaded} />
      <nav class="tabs" aria-label="Parts of the run">
        {Object.entries(TABS)
          .filter(([key]) => key !== 'console' || run.execution)
          .map(([key, title]) => (
            <a key={key} href={runLink(run.id, key === 'overview' ? '' : key)} aria-current={key === current ? 'page' : undefined}>
              {title}
            </a>
          ))}
      </nav>
      {current === 'overview' && <Overview run={run} onChange={(next) => (loaded.value = { ...loaded.value, value: next })} />}
      {current === 'metrics' && <ChartGrid keys={Object.keys(run.metrics)} runs={[{ run, pen: pens([run.id]).get(run.id)! }]} title={metricCount(Object.keys(run.metrics).length)} />}
      {current === 'artifacts' && <Artifacts run={run.id} />}
      {current === 'console' && run.execution && <Console execution={run.execution} />}
    </div>
  );
}

const metricCount = (count: number) => (count === 1 ? '1 metric' : `${whole(count)} metrics`);

function RunHead({ run, state }: { run: Run; state: Signal<Loaded<Run>> }) {
  const project = useLoaded(`project ${run.projectId}`, () => api.project(run.projectId));
  const millis = took(run, Date.now());
  return (
    <div class="run-head">
      <p class="crumbs">
        <a href={projectLink(run.projectId)}>{project.value.value?.name ?? `project ${run.projectId}`}</a>
      </p>
      <RunName run={run} state={state} />
      <div class="facts">
        <Status run={run} />
        <span title={run.startedAt}>started {moment(run.startedAt, Date.now())}</span>
        {millis !== null && (
          <span>
            {run.endedAt ? 'took' : 'for'} {duration(millis)}
          </span>
        )}
        {run.user && <span>by {run.user}</span>}
        <span class="mono cut" title={run.id}>
          {run.id}
        </span>
        <Copy text={run.id} label="the id of the run" />
        <button class="small" onClick={api.refresh}>
          Refresh
        </button>
        {run.deletedAt && <span class="status failed">deleted</span>}
      </div>
    </div>
  );
}

function RunName({ run, state }: { run: Run; state: Signal<Loaded<Run>> }) {
  const draft = useSignal<string | null>(null);
  const failure = useSignal<Error | null>(null);
  const rename = async (event: Event) => {
    event.preventDefault();
    try {
      state.value = { ...state.value, value: await api.changeRun(run.id, { name: draft.value!.trim() }) };
      draft.value = null;
      failure.value = null;
    } catch (e) {
      failure.value = e as Error;
    }
  };
  if (draft.value === null) {
    return (
      <div class="run-name">
        <h1 class="wrap">{run.name}</h1>
        <button class="small" onClick={() => (draft.value = run.name)}>
          Rename
        </button>
      </div>
    );
  }
  return (
    <form class="bar" onSubmit={(e) => void rename(e)}>
      <h1 class="off-screen">{run.name}</h1>
      <input class="wide" aria-label="Name of the run" value={draft.value} ref={(field) => field?.focus()} onInput={(e) => (draft.value = e.currentTarget.value)} onKeyDown={(e) => e.key === 'Escape' && (draft.value = null)} />
      <button type="submit" disabled={!draft.value.trim()}>
        Save
      </button>
      <button type="button" onClick={() => (draft.value = null)}>
        Cancel
      </button>
      {failure.value && <Trouble error={failure.value} what="The name was not changed." />}
    </form>
  );
}
