import * as api from '../api';
import type { Run } from '../api-types';
import { pens } from '../colours';
import { metric, moment, naturally, numeric, whole } from '../format';
import { runLink } from '../links';
import { useLoaded } from '../loaded';
import { rows, type Row } from '../compare';
import { ChartGrid } from '../parts/ChartGrid';
import { Empty, Status, Swatch, Trouble } from '../parts/Bits';
import { query, setQuery } from '../router';

const RUNS_MAX = 20;
const ROWS_MAX = 500;

/** Some runs side by side: what they share, what differs, and their charts. */
export function Compare() {
  const ids = [...new Set((query.value.get('runs') ?? '').split(',').filter(Boolean))];
  const read = ids.slice(0, RUNS_MAX);
  const loaded = useLoaded(read.length ? read.join() : null, (signal) => Promise.all(read.map((id) => api.run(id, signal))));
  const { value: runs, error } = loaded.value;
  document.title = 'Compare · Assay';
  if (ids.length === 0) {
    return (
      <Empty>
        <h1>Compare runs</h1>
        <p>
          Choose two or more in <a href="/runs">the list of runs</a>, then Compare.
        </p>
      </Empty>
    );
  }
  if (error && !runs) return <Trouble error={error} what="These runs could not be read." />;
  if (!runs) return <p class="loading">Reading runs …</p>;
  const drop = (id: string) => setQuery({ runs: ids.filter((one) => one !== id).join(',') });
  const colours = pens(runs.map((run) => run.id));
  const metrics = [...new Set(runs.flatMap((run) => Object.keys(run.metrics)))];
  const isCharts = query.value.get('tab') === 'charts';
  return (
    <div class="page">
      <h1>Compare {runs.length} runs</h1>
      {ids.length > RUNS_MAX && <p class="notice">The first {RUNS_MAX} of {ids.length} runs.</p>}
      <div class="bar">
        <div class="choice" role="group" aria-label="Part">
          <button aria-pressed={!isCharts} onClick={() => setQuery({ tab: null })}>
            Table
          </button>
          <button aria-pressed={isCharts} onClick={() => setQuery({ tab: 'charts' })}>
            Charts
          </button>
        </div>
      </div>
      {isCharts ? (
        <ChartGrid keys={metrics} runs={runs.map((run) => ({ run, pen: colours.get(run.id)! }))} title={`Drawing all ${runs.length} runs`} />
      ) : (
        <Differences runs={runs} colours={colours} onDrop={drop} />
      )}
    </div>
  );
}

function Differences({ runs, colours, onDrop }: { runs: Run[]; colours: ReturnType<typeof pens>; onDrop(id: string): void }) {
  const all = query.value.get('all') === '1';
  const sections: Array<[string, Row[]]> = [
    ['Facts', facts(runs)],
    ['Params', rows(runs, (run) => run.params)],
    ['Metrics, last', rows(runs, (run) => Object.fromEntries(Object.entries(run.metrics).map(([key, latest]) => [key, String(latest.value)])))],
    ['Tags', rows(runs, (run) => run.tags)],
  ];
  const equal = sections.flatMap(([, inside]) => inside).filter((row) => !row.differs).length;
  return (
    <>
      <div class="bar">
        <label>
          <input type="checkbox" checked={!all} onChange={(e) => setQuery({ all: e.currentTarget.checked ? null : '1' })} /> Only what differs
        </label>
        <span class="note">{all ? `${whole(equal)} rows are equal` : `${whole(equal)} equal rows hidden`}</span>
      </div>
      <div class="card scroll-x" tabIndex={0} role="region" aria-label="Comparison">
        <table class="plain compare">
          <thead>
            <tr>
              <th scope="col">Key</th>
              {runs.map((run) => (
                <th scope="col" key={run.id}>
                  <Swatch pen={colours.get(run.id)!} />{' '}
                  <a class="wrap" href={runLink(run.id)}>
                    {run.name}
                  </a>{' '}
                  <button class="small" aria-label={`Leave ${run.name} out`} onClick={() => onDrop(run.id)}>
                    ×
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          {sections.map(([title, inside]) => (
            <Section key={title} title={title} rows={all ? inside : inside.filter((row) => row.differs)} runs={runs} />
          ))}
        </table>
      </div>
    </>
  );
}

function Section({ title, rows, runs }: { title: string; rows: Row[]; runs: Run[] }) {
  if (rows.length === 0) return null;
  const show = (text: string, i: number) => {
    if (title === 'Facts' && text === runs[i]!.status) return <Status run={runs[i]!} />;
    return title.startsWith('Metrics') ? metric(numeric(text as 'NaN')) : text;
  };
  return (
    <tbody>
      <tr class="group">
        <th scope="rowgroup" colSpan={runs.length + 1}>
          {title}
        </th>
      </tr>
      {rows.slice(0, ROWS_MAX).map((row) => (
        <tr key={row.key}>
          <th scope="row" class="wrap">
            {row.key}
          </th>
          {row.values.map((value, i) => (
            <td key={i} class={`wrap ${row.differs ? 'differs' : ''}`} title={value ?? 'not recorded'}>
              {value === undefined ? <span class="note">not recorded</span> : show(value, i)}
            </td>
          ))}
        </tr>
      ))}
      {rows.length > ROWS_MAX && (
        <tr>
          <td colSpan={runs.length + 1} class="note">
            The first {ROWS_MAX} of {whole(rows.length)} rows.
          </td>
        </tr>
      )}
    </tbody>
  );
}

function facts(runs: Run[]): Row[] {
  const read: Array<[string, (run: Run) => string | undefined]> = [
    ['status', (run) => run.status],
    ['started', (run) => moment(run.startedAt, Date.now())],
    ['user', (run) => run.user || undefined],
    ['datasets', (run) => run.datasets.map((one) => `${one.name} ${one.digest}`).sort(naturally).join(', ') || undefined],
  ];
  return read.map(([key, of]) => {
    const values = runs.map(of);
    return { key, values, differs: new Set(values).size > 1 };
  });
}
