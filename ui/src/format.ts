// Numbers, sizes and times as the page writes them. Pure.
import type { Numeric } from './api-types';

/** What stands for a value that was not logged. */
export const ABSENT = '–';

/** The number behind one of the API's. */
export function numeric(value: Numeric): number {
  return typeof value === 'number' ? value : Number(value);
}

/** A metric with four significant digits; its exact text is String(value). */
export function metric(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e6) return whole(value);
  if (size < 1e-4 || size >= 1e6) return value.toExponential(3).replace(/\.?0+e/, 'e').replace('e+', 'e');
  return String(Number(value.toPrecision(4)));
}

export function whole(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 0 });
}

export function bytes(value: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 ? value : value.toPrecision(3)} ${units[unit]}`;
}

export function duration(millis: number): string {
  if (millis < 1000) return `${Math.max(0, Math.round(millis))} ms`;
  const seconds = millis / 1000;
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  const pad = (value: number) => String(Math.floor(value)).padStart(2, '0');
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m ${pad(seconds % 60)}s`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)}h ${pad((seconds % 3600) / 60)}m`;
  return `${Math.floor(seconds / 86_400)}d ${pad((seconds % 86_400) / 3600)}h`;
}

/** How long a run took, or runs by now; null when it ended and nobody knows when. */
export function took(run: { status: string; startedAt: string; endedAt?: string }, now: number): number | null {
  if (!run.endedAt && run.status !== 'running') return null;
  return (run.endedAt ? Date.parse(run.endedAt) : now) - Date.parse(run.startedAt);
}

const AGO: Array<[seconds: number, unit: string]> = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
];

/** A point in time: relative below seven days, else date and time of the browser's zone. */
export function moment(iso: string, now: number): string {
  const at = new Date(iso);
  const seconds = (now - at.getTime()) / 1000;
  if (seconds >= 0 && seconds < 7 * 86_400) {
    const found = AGO.find(([size]) => seconds >= size);
    return found ? `${Math.floor(seconds / found[0])} ${found[1]} ago` : 'just now';
  }
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** Long texts lose their middle, where names differ least. */
export function middleCut(text: string, lengthMax: number): string {
  if (text.length <= lengthMax) return text;
  const head = Math.ceil((lengthMax - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (lengthMax - 1 - head))}`;
}

/** Sorts as people count: layer.2 before layer.10. */
export const naturally = new Intl.Collator('en', { numeric: true }).compare;
