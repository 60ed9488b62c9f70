// Addresses: those of the page, and those that clients print. Pure.

export type Route =
  | { page: 'home' }
  | { page: 'explorer'; project: string | null }
  | { page: 'run'; run: string; tab: string }
  | { page: 'compare' }
  | { page: 'unknown' };

export const runLink = (run: string, tab = '') => `/r/${encodeURIComponent(run)}${tab ? `/${tab}` : ''}`;
export const projectLink = (project: string) => `/p/${encodeURIComponent(project)}`;
export const compareLink = (runs: string[]) => `/compare?runs=${runs.map(encodeURIComponent).join(',')}`;

export function fileLink(run: string, path: string): string {
  return `/api/v1/runs/${encodeURIComponent(run)}/files/${path.split('/').map(encodeURIComponent).join('/')}`;
}

export function parsePath(path: string): Route {
  const parts = path.split('/').filter(Boolean).map(decode);
  const [first, second, third] = parts;
  if (parts.length === 0) return { page: 'home' };
  if (first === 'runs' && parts.length === 1) return { page: 'explorer', project: null };
  if (first === 'compare' && parts.length === 1) return { page: 'compare' };
  if (first === 'p' && second && parts.length === 2) return { page: 'explorer', project: second };
  if (first === 'r' && second && parts.length <= 3) return { page: 'run', run: second, tab: third ?? 'overview' };
  return { page: 'unknown' };
}

const MLFLOW_TABS: Record<string, string> = { 'model-metrics': 'metrics', 'system-metrics': 'metrics', artifacts: 'artifacts' };

/** Where the fragment of an address that an mlflow client or page printed leads; null when it is none. */
export function mlflowLink(hash: string): string | null {
  if (!hash.startsWith('#/')) return null;
  const [path = '', search = ''] = hash.slice(2).split('?');
  const parts = path.split('/').filter(Boolean).map(decode);
  const query = new URLSearchParams(search);
  if (parts[0] === 'experiments' && parts[1]) {
    if (parts[2] === 'runs' && parts[3]) return runLink(parts[3], MLFLOW_TABS[parts[4] ?? ''] ?? '');
    const selected = query.get('selectedRunUuid');
    return selected ? runLink(selected, 'artifacts') : projectLink(parts[1]);
  }
  if (parts[0] === 'runs' && parts[1]) return runLink(parts[1]);
  if (parts[0] === 'compare-runs' || parts[0] === 'metric') {
    const runs = texts(query.get('runs'));
    return runs.length ? compareLink(runs) : '/runs';
  }
  return parts.length ? null : '/';
}

function texts(json: string | null): string[] {
  try {
    const parsed: unknown = JSON.parse(json ?? '[]');
    return Array.isArray(parsed) ? parsed.filter((one): one is string => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The text as a link when a browser may follow it: http and https alone. */
export function webLink(text: string): string | null {
  return /^https?:\/\/[^\s]+$/i.test(text) ? text : null;
}
