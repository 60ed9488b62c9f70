// The columns of a table of runs: how they stand in an address, what they hold, how they sort. Pure.
import type { Run } from './api-types';
import { ABSENT, duration, metric, moment, naturally, numeric, took } from './format';

export type Kind = 'attribute' | 'metric' | 'param' | 'tag';

export interface Column {
  kind: Kind;
  key: string;
  width: number;
}

export interface Cell {
  text: string;
  /** The exact value, where the text is shorter. */
  title: string;
}

const PREFIXES: Record<string, Kind> = { a: 'attribute', m: 'metric', p: 'param', t: 'tag' };
const LETTERS: Record<Kind, string> = { attribute: 'a', metric: 'm', param: 'p', tag: 't' };
export const WIDTH_MIN = 56;
export const WIDTH_MAX = 800;

export const ATTRIBUTES: Record<string, { title: string; width: number; order?: string }> = {
  name: { title: 'Name', width: 220, order: 'run_name' },
  status: { title: 'Status', width: 108, order: 'status' },
  started: { title: 'Started', width: 112, order: 'start_time' },
  ended: { title: 'Ended', width: 112, order: 'end_time' },
  duration: { title: 'Duration', width: 88 },
  user: { title: 'User', width: 96, order: 'user_id' },
  project: { title: 'Project', width: 140 },
};

const WIDTHS: Record<Kind, number> = { attribute: 112, metric: 116, param: 116, tag: 140 };

export function column(kind: Kind, key: string): Column {
  return { kind, key, width: (kind === 'attribute' && ATTRIBUTES[key]?.width) || WIDTHS[kind] };
}

export function title(of: Pick<Column, 'kind' | 'key'>): string {
  return of.kind === 'attribute' ? (ATTRIBUTES[of.key]?.title ?? of.key) : of.key;
}

export function id(of: Pick<Column, 'kind' | 'key'>): string {
  return `${LETTERS[of.kind]}:${of.key}`;
}

/** Columns as one text for the address: `a:status,m:val/acc@140`. */
export function write(columns: Column[]): string {
  return columns
    .map((one) => {
      const usual = column(one.kind, one.key).width;
      return `${LETTERS[one.kind]}:${one.key.replace(/[%,@]/g, encodeURIComponent)}${one.width === usual ? '' : `@${one.width}`}`;
    })
    .join(',');
}

/** Reads what {@link write} wrote; what is no column is left out. */
export function read(text: string): Column[] {
  return text.split(',').flatMap((part) => {
    const match = /^([ampt]):([^@]+)(?:@(\d{1,4}))?$/.exec(part);
    if (!match) return [];
    try {
      const usual = column(PREFIXES[match[1]!]!, decodeURIComponent(match[2]!));
      if (usual.kind === 'attribute' && !ATTRIBUTES[usual.key]) return [];
      return [match[3] ? { ...usual, width: clampWidth(Number(match[3])) } : usual];
    } catch {
      return [];
    }
  });
}

export function clampWidth(width: number): number {
  return Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, Math.round(width)));
}

/** The columns a project shows before anybody chose some: at most three metrics and three params. */
export function proposed(runs: Run[], severalProjects: boolean): Column[] {
  const attributes = (keys: string[]) => keys.map((key) => column('attribute', key));
  const metrics = keysOf(runs, 'metric').filter((key) => !key.startsWith('system/'));
  const params = keysOf(runs, 'param');
  const differing = params.filter((key) => new Set(runs.map((run) => run.params[key])).size > 1);
  const chosen = [...differing, ...params.filter((key) => !differing.includes(key))];
  return [
    ...attributes(['status', ...(severalProjects ? ['project'] : [])]),
    ...metrics.slice(0, 3).map((key) => column('metric', key)),
    ...chosen.slice(0, 3).map((key) => column('param', key)),
    ...attributes(['started', 'duration', 'user']),
  ];
}

/** The keys of one kind in some runs, those of most runs first. */
export function keysOf(runs: Run[], kind: Exclude<Kind, 'attribute'>): string[] {
  const counts = new Map<string, number>();
  for (const run of runs) {
    const keyed = kind === 'metric' ? run.metrics : kind === 'param' ? run.params : run.tags;
    for (const key of Object.keys(keyed)) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || naturally(a[0], b[0])).map(([key]) => key);
}

export function cell(run: Run, of: Column, now: number, projects: Map<string, string>): Cell {
  switch (of.kind) {
    case 'metric': {
      const latest = run.metrics[of.key];
      if (!latest) return { text: ABSENT, title: 'not logged' };
      const value = numeric(latest.value);
      return { text: metric(value), title: `${latest.value} at step ${latest.step}` };
    }
    case 'param':
      return keyed(run.params[of.key]);
    case 'tag':
      return keyed(run.tags[of.key]);
    case 'attribute':
      return attribute(run, of.key, now, projects);
  }
}

function keyed(value: string | undefined): Cell {
  return value === undefined ? { text: ABSENT, title: 'not logged' } : { text: value, title: value };
}

function attribute(run: Run, key: string, now: number, projects: Map<string, string>): Cell {
  switch (key) {
    case 'started':
      return { text: moment(run.startedAt, now), title: run.startedAt };
    case 'ended':
      return run.endedAt ? { text: moment(run.endedAt, now), title: run.endedAt } : { text: ABSENT, title: 'not ended' };
    case 'duration': {
      const millis = took(run, now);
      if (millis === null) return { text: ABSENT, title: 'its end is not known' };
      const text = duration(millis);
      return { text, title: run.endedAt ? text : `${text} so far` };
    }
    case 'user':
      return keyed(run.user || undefined);
    case 'project':
      return keyed(projects.get(run.projectId) ?? run.projectId);
    case 'status':
      return { text: run.status, title: run.status };
    default:
      return { text: run.name, title: run.name };
  }
}

/** A column and a direction as a term of the API's order; null for what does not sort. */
export function orderTerm(sort: string): string | null {
  const descending = sort.startsWith('-');
  const [of] = read(descending ? sort.slice(1) : sort);
  if (!of) return null;
  const name = of.kind === 'attribute' ? ATTRIBUTES[of.key]?.order : keyName(of.kind, of.key);
  return name ? `${name} ${descending ? 'DESC' : 'ASC'}` : null;
}

/** The name of a key in the query language; null where it holds both of the quotes. */
export function keyName(kind: Exclude<Kind, 'attribute'>, key: string): string | null {
  const entity = { metric: 'metrics', param: 'params', tag: 'tags' }[kind];
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(key)) return `${entity}.${key}`;
  if (!key.includes('`')) return `${entity}.\`${key}\``;
  return key.includes('"') ? null : `${entity}."${key}"`;
}
