// What a chart draws, made of the API's answers. Pure.
import type { Chart } from './api-types';
import { numeric, whole } from './format';

export type Axis = 'step' | 'time' | 'relative';

export interface View {
  axis: Axis;
  logX: boolean;
  logY: boolean;
}

/** A line: x as the axis wants it (times in seconds), y with null where the line breaks. */
export interface Line {
  x: number[];
  y: Array<number | null>;
  shown: number;
  total: number;
  raw: boolean;
  notNumbers: number;
  hiddenByLog: number;
  repeated: number;
}

/** The line of one answer. Points on the same x get places side by side, so that each is drawn. */
export function line(chart: Chart, view: View, startedAtMillis: number): Line {
  const x: number[] = [];
  const y: Array<number | null> = [];
  let notNumbers = 0;
  let hiddenByLog = 0;
  let repeated = 0;
  const span = spanOf(chart, view.axis);
  chart.values.forEach((given, i) => {
    let at = place(chart, i, view.axis, startedAtMillis);
    const value = numeric(given);
    if ((view.logX && at <= 0) || (view.logY && Number.isFinite(value) && value <= 0)) {
      hiddenByLog++;
      return;
    }
    const before = x.at(-1);
    if (before !== undefined && at <= before) {
      if (at > before - span * 1e-6) repeated++;
      at = before + span * 1e-9;
    }
    if (!Number.isFinite(value)) notNumbers++;
    x.push(at);
    y.push(Number.isFinite(value) ? value : null);
  });
  return { x, y, shown: chart.values.length, total: chart.shownOf, raw: chart.raw, notNumbers, hiddenByLog, repeated };
}

function place(chart: Chart, i: number, axis: Axis, startedAtMillis: number): number {
  if (axis === 'step') return chart.steps[i]!;
  const millis = chart.times[i]!;
  return (axis === 'time' ? millis : millis - startedAtMillis) / 1000;
}

function spanOf(chart: Chart, axis: Axis): number {
  const of = axis === 'step' ? chart.steps : chart.times;
  const width = (of.at(-1) ?? 0) - (of[0] ?? 0);
  return Math.max(1e-3, axis === 'step' ? width : width / 1000);
}

/** The bounds of a window on the axis, as the API wants them: whole steps, or milliseconds. */
export function bounds(zoom: [number, number], axis: Axis, startedAtMillis: number): [number, number] {
  const [from, to] = zoom;
  if (axis === 'step') return [Math.floor(from), Math.ceil(to)];
  const origin = axis === 'relative' ? startedAtMillis : 0;
  return [Math.floor(from * 1000) + origin, Math.ceil(to * 1000) + origin];
}

/** What a reader must know to trust the picture. */
export function note(lines: Line[], view: View): string {
  const sum = (of: (line: Line) => number) => lines.reduce((total, line) => total + of(line), 0);
  const shown = sum((line) => line.shown);
  const total = sum((line) => line.total);
  const parts = [
    total === 0
      ? 'no points here'
      : shown >= total
        ? total === 1 ? 'its one point' : `all ${whole(total)} points`
        : `${whole(shown)} of ${whole(total)} points shown, extremes kept`,
  ];
  const add = (count: number, text: string) => count > 0 && parts.push(`${whole(count)} ${text}`);
  add(sum((line) => line.notNumbers), 'NaN or infinite break the line');
  add(sum((line) => line.hiddenByLog), `hidden by the log ${view.logY ? (view.logX ? 'axes' : 'y axis') : 'x axis'}`);
  add(sum((line) => line.repeated), 'repeat an x, drawn side by side');
  return parts.join('; ');
}

/** The keys in sections by what stands before the first slash; `system` last. */
export function sections(keys: string[], compare: (a: string, b: string) => number): Array<[string, string[]]> {
  const found = new Map<string, string[]>();
  for (const key of [...keys].sort(compare)) {
    const slash = key.indexOf('/');
    const name = slash > 0 ? key.slice(0, slash) : '';
    found.set(name, [...(found.get(name) ?? []), key]);
  }
  const last = (name: string) => (name === 'system' ? 1 : 0);
  return [...found].sort((a, b) => last(a[0]) - last(b[0]) || compare(a[0], b[0]));
}
