// Calls of the server's own API. The one place that knows about connections and errors.
import { signal } from '@preact/signals';
import type { Artifacts, Chart, ErrorBody, Execution, MetricSummaries, Points, Project, ProjectPage, Run, RunChange, RunPage, RunQuestion, Server, Verdicts } from './api-types';

/** What the server refused, in its words. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly kind: string,
    message: string,
  ) {
    super(message);
  }
}

const RETRY_SECONDS = 4;

/** Since when the server does not answer; null while it does. */
export const lostSince = signal<Date | null>(null);
/** Counts the times that everything shown should be read again. */
export const refreshes = signal(0);

export const refresh = () => void refreshes.value++;

async function send(path: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (e) {
    if (e instanceof DOMException && e.name === 'AbortError') throw e;
    connectionLost();
    throw new ApiError(0, 'unavailable', 'The server does not answer.');
  }
  if (response.ok) return response;
  throw await refusal(response);
}

async function refusal(response: Response): Promise<ApiError> {
  const text = await response.text();
  try {
    const { error } = JSON.parse(text) as ErrorBody;
    return new ApiError(response.status, error.kind, error.message);
  } catch {
    return new ApiError(response.status, 'refused', text.slice(0, 500) || `The server answered ${response.status}.`);
  }
}

function connectionLost() {
  if (lostSince.value) return;
  lostSince.value = new Date();
  const retry = async () => {
    try {
      await fetch('/api/v1/server');
      lostSince.value = null;
      refresh();
    } catch {
      setTimeout(() => void retry(), RETRY_SECONDS * 1000);
    }
  };
  setTimeout(() => void retry(), RETRY_SECONDS * 1000);
}

const read = async <T>(path: string, signal?: AbortSignal): Promise<T> => (await (await send(path, { signal: signal ?? null })).json()) as T;

async function write<T>(method: string, path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  const headers = { 'Content-Type': 'application/json' };
  return (await (await send(path, { method, headers, body: JSON.stringify(body), signal: signal ?? null })).json()) as T;
}

const v1 = (strings: TemplateStringsArray, ...parts: string[]) =>
  strings.reduce((path, text, i) => path + encodeURIComponent(parts[i - 1]!) + text).replace(/^/, '/api/v1');

export const server = () => read<Server>(v1`/server`);
export const projects = (after?: string) => read<ProjectPage>(`/api/v1/projects?limit=500${after ? `&after=${encodeURIComponent(after)}` : ''}`);
export const project = (id: string) => read<Project>(v1`/projects/${id}`);
export const searchRuns = (question: RunQuestion, signal?: AbortSignal) => write<RunPage>('POST', v1`/runs/search`, question, signal);
export const run = (id: string, signal?: AbortSignal) => read<Run>(v1`/runs/${id}`, signal);
export const changeRun = (id: string, change: RunChange) => write<Run>('PATCH', v1`/runs/${id}`, change);
export const summaries = (id: string, signal?: AbortSignal) => read<MetricSummaries>(v1`/runs/${id}/metrics`, signal);
export const artifacts = (id: string, signal?: AbortSignal) => read<Artifacts>(v1`/runs/${id}/artifacts`, signal);
export const execution = (id: string, signal?: AbortSignal) => read<Execution>(v1`/executions/${id}`, signal);
export const verdicts = (id: string, signal?: AbortSignal) => read<Verdicts>(v1`/executions/${id}/verdicts`, signal);

export function chart(id: string, query: Record<string, string | number>, signal: AbortSignal): Promise<Chart> {
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  return read<Chart>(`${v1`/runs/${id}/chart`}?${search}`, signal);
}

const POINTS_PER_PAGE = 100_000;

/** Every point of a metric, page by page. */
export async function* points(id: string, key: string): AsyncGenerator<Points> {
  for (let offset = 0; ; offset += POINTS_PER_PAGE) {
    const page = await read<Points>(`${v1`/runs/${id}/points`}?key=${encodeURIComponent(key)}&offset=${offset}&limit=${POINTS_PER_PAGE}`);
    if (page.values.length) yield page;
    if (page.values.length < POINTS_PER_PAGE) return;
  }
}

/** The beginning of a file as text. */
export async function fileHead(path: string, bytesMax: number, signal: AbortSignal): Promise<string> {
  const response = await send(path, { headers: { Range: `bytes=0-${bytesMax - 1}` }, signal });
  return response.text();
}

/** A part of an execution's console: JSON lines, and how long all of it is. */
export async function consolePart(id: string, offset: number, bytesMax: number, signal: AbortSignal): Promise<{ text: string; totalBytes: number }> {
  const response = await send(`${v1`/executions/${id}/console`}?offset=${offset}&limit=${bytesMax}`, { signal });
  return { text: await response.text(), totalBytes: Number(response.headers.get('Assay-Console-Bytes') ?? 0) };
}
