import { useSignal } from '@preact/signals';
import * as api from '../api';
import type { MetricSummary, Run } from '../api-types';
import { metric, moment, naturally, numeric, whole } from '../format';
import { runLink, webLink } from '../links';
import { useLoaded } from '../loaded';
import { Trouble } from './Bits';

const NOTES = 'mlflow.note.content';
const PARENT = 'mlflow.parentRunId';
const ROWS_FIRST = 200;

/** What is known of a run, on one page. */
export function Overview({ run, onChange }: { run: Run; onChange(run: Run): void }) {
  return (
    <div class="overview">
      <Metrics run={run} />
      <Keyed title="Params" entries={Object.entries(run.params)} empty="This run logged no params." />
      <Notes run={run} onChange={onChange} />
      <Tags run={run} onChange={onChange} />
      {run.execution && <ExecutionFacts id={run.execution} run={run.id} />}
      {(run.datasets.length > 0 || run.inputModels.length + run.outputModels.length > 0 || run.tags[PARENT]) && <Links run={run} />}
    </div>
  );
}

function Metrics({ run }: { run: Run }) {
  const loaded = useLoaded(`metrics ${run.id}`, (signal) => api.summaries(run.id, signal));
  const search = useSignal('');
  const { value, error } = loaded.value;
  const all = [...(value?.metrics ?? [])].sort((a, b) => naturally(a.key, b.key));
  const found = all.filter((one) => one.key.toLowerCase().includes(search.value.toLowerCase()));
  return (
    <section class="card" aria-labelledby="metrics-title">
      <div class="card-head">
        <h2 id="metrics-title">Metrics {value && <span class="note">({whole(all.length)})</span>}</h2>
        {all.length > 10 && <input type="search" aria-label="Search metrics" placeholder="Search" value={search.value} onInput={(e) => (search.value = e.currentTarget.value)} />}
      </div>
      {error && !value && <Trouble error={error} what="The metrics could not be read." />}
      {value && all.length === 0 && <p class="note">This run logged no metrics.</p>}
      {all.length > 0 && (
        <div class="scroll-x" tabIndex={0} role="region" aria-label="Table of metrics">
          <table class="plain">
            <thead>
              <tr>
                <th scope="col">Metric</th>
                <th scope="col" class="number">Last</th>
                <th scope="col" class="number">Min</th>
                <th scope="col" class="number">Max</th>
                <th scope="col" class="number">Points</th>
              </tr>
            </thead>
            <tbody>
              {found.slice(0, ROWS_FIRST).map((one) => (
                <MetricRow key={one.key} run={run.id} summary={one} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {found.length > ROWS_FIRST && <p class="note">The first {ROWS_FIRST} of {whole(found.length)}; search for the others.</p>}
    </section>
  );
}

function MetricRow({ run, summary: one }: { run: string; summary: MetricSummary }) {
  const value = (of: MetricSummary['last'], step: number) => (
    <td class="number" title={`${of} at step ${step}`}>
      {metric(numeric(of))}
    </td>
  );
  return (
    <tr>
      <td>
        <a class="wrap" href={`${runLink(run, 'metrics')}?keys=${encodeURIComponent(one.key)}`}>
          {one.key}
        </a>
      </td>
      {value(one.last, one.lastStep)}
      {value(one.min, one.minStep)}
      {value(one.max, one.maxStep)}
      <td class="number" title={one.nanCount ? `${one.nanCount} of them NaN` : ''}>
        {whole(one.count)}
      </td>
    </tr>
  );
}

function Keyed({ title, entries, empty }: { title: string; entries: Array<[string, string]>; empty: string }) {
  const id = title.toLowerCase();
  const sorted = [...entries].sort((a, b) => naturally(a[0], b[0]));
  return (
    <section class="card" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>
        {title} <span class="note">({whole(entries.length)})</span>
      </h2>
      {entries.length === 0 ? <p class="note">{empty}</p> : <Pairs entries={sorted} />}
    </section>
  );
}

function Pairs({ entries }: { entries: Array<[string, string]> }) {
  return (
    <dl class="pairs">
      {entries.map(([key, value]) => (
        <div key={key}>
          <dt class="wrap">{key}</dt>
          <dd class="wrap">
            <Value text={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ text }: { text: string }) {
  const link = webLink(text);
  return link ? (
    <a href={link} target="_blank" rel="noopener noreferrer">
      {text}
    </a>
  ) : (
    <>{text}</>
  );
}

interface Editable {
  run: Run;
  onChange(run: Run): void;
}

function Notes({ run, onChange }: Editable) {
  const draft = useSignal<string | null>(null);
  const failure = useSignal<Error | null>(null);
  const save = async (event: Event) => {
    event.preventDefault();
    try {
      onChange(await api.changeRun(run.id, { tags: { [NOTES]: draft.value! } }));
      draft.value = null;
      failure.value = null;
    } catch (e) {
      failure.value = e as Error;
    }
  };
  const text = run.tags[NOTES] ?? '';
  return (
    <section class="card" aria-labelledby="notes-title">
      <div class="card-head">
        <h2 id="notes-title">Notes</h2>
        {draft.value === null && (
          <button class="small" aria-label="Edit notes" onClick={() => (draft.value = text)}>
            Edit
          </button>
        )}
      </div>
      {draft.value === null ? (
        text ? <p class="notes">{text}</p> : <p class="note">No notes.</p>
      ) : (
        <form onSubmit={(e) => void save(e)}>
          <textarea aria-label="Notes" rows={6} value={draft.value} onInput={(e) => (draft.value = e.currentTarget.value)} />
          <div class="bar">
            <button type="submit">Save</button>
            <button type="button" onClick={() => (draft.value = null)}>
              Cancel
            </button>
          </div>
          {failure.value && <Trouble error={failure.value} what="The notes were not saved." />}
        </form>
      )}
    </section>
  );
}

function Tags({ run, onChange }: Editable) {
  const key = useSignal('');
  const value = useSignal('');
  const failure = useSignal<Error | null>(null);
  const entries = Object.entries(run.tags)
    .filter(([name]) => name !== NOTES)
    .sort((a, b) => naturally(a[0], b[0]));
  const add = async (event: Event) => {
    event.preventDefault();
    try {
      onChange(await api.changeRun(run.id, { tags: { [key.value.trim()]: value.value } }));
      key.value = value.value = '';
      failure.value = null;
    } catch (e) {
      failure.value = e as Error;
    }
  };
  return (
    <section class="card" aria-labelledby="tags-title">
      <h2 id="tags-title">
        Tags <span class="note">({whole(entries.length)})</span>
      </h2>
      {entries.length > 0 && <Pairs entries={entries} />}
      <form class="bar" onSubmit={(e) => void add(e)}>
        <input aria-label="Key of the tag" placeholder="key" value={key.value} onInput={(e) => (key.value = e.currentTarget.value)} />
        <input aria-label="Value of the tag" placeholder="value" value={value.value} onInput={(e) => (value.value = e.currentTarget.value)} />
        <button type="submit" disabled={!key.value.trim()}>
          Set tag
        </button>
      </form>
      {failure.value && <Trouble error={failure.value} what="The tag was not set." />}
    </section>
  );
}

function Links({ run }: { run: Run }) {
  const parent = run.tags[PARENT];
  return (
    <section class="card" aria-labelledby="links-title">
      <h2 id="links-title">Links</h2>
      <dl class="pairs">
        {parent && (
          <div>
            <dt>Parent run</dt>
            <dd>
              <a class="mono wrap" href={runLink(parent)}>
                {parent}
              </a>
            </dd>
          </div>
        )}
        {run.datasets.map((dataset, i) => (
          <div key={i}>
            <dt>Dataset{dataset.context ? ` (${dataset.context})` : ''}</dt>
            <dd class="wrap">
              {dataset.name} <span class="mono note">{dataset.digest}</span>
            </dd>
          </div>
        ))}
        {[...run.inputModels.map((id) => ['Model used', id]), ...run.outputModels.map((id) => ['Model made', id])].map(([title, id]) => (
          <div key={`${title}${id}`}>
            <dt>{title}</dt>
            <dd class="mono wrap">{id}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function ExecutionFacts({ id, run }: { id: string; run: string }) {
  const loaded = useLoaded(`execution ${id}`, async (signal) => ({
    execution: await api.execution(id, signal),
    verdicts: (await api.verdicts(id, signal)).verdicts,
  }));
  const { value, error } = loaded.value;
  if (error && !value) return <Trouble error={error} what="How this run was executed could not be read." />;
  if (!value) return null;
  const { execution, verdicts } = value;
  const facts: Array<[string, string | undefined]> = [
    ['Command', execution.command],
    ['Host', execution.host],
    ['User', execution.user],
    ['Started', moment(execution.startedAt, Date.now())],
    ['Exit', execution.exit],
    ['Repeats', execution.rerunOf],
    ['Capture', execution.capture ? `SHA-256 ${execution.capture}` : 'none'],
    ['Run it again', execution.capture ? `assay rerun ${run}` : undefined],
  ];
  return (
    <section class="card" aria-labelledby="execution-title">
      <h2 id="execution-title">Execution</h2>
      <dl class="pairs">
        {facts
          .filter((fact): fact is [string, string] => Boolean(fact[1]))
          .map(([name, text]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd class="mono wrap">{text}</dd>
            </div>
          ))}
        {verdicts.map((verdict) => (
          <div key={verdict.sha256}>
            <dt>Verdict, {moment(verdict.at, Date.now())}</dt>
            <dd>{outcome(verdict.document)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function outcome(document: unknown): string {
  const { verdict, reason } = (document ?? {}) as { verdict?: unknown; reason?: unknown };
  return [verdict, reason].filter((part) => typeof part === 'string').join(': ') || 'noted';
}
