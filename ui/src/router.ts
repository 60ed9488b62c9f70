// The address is the state: which page, and everything that is chosen on it.
import { computed, signal } from '@preact/signals';
import { mlflowLink, parsePath, type Route } from './links';

const address = signal(location.pathname + location.search);

export const path = computed(() => address.value.split('?')[0]!);
export const route = computed<Route>(() => parsePath(path.value));
export const query = computed(() => new URLSearchParams(address.value.split('?')[1] ?? ''));

export function navigate(to: string, how: 'push' | 'replace' = 'push') {
  if (to === address.value) return;
  if (how === 'push') history.pushState(null, '', to);
  else history.replaceState(null, '', to);
  address.value = to;
}

/** Changes parts of the query; null takes one away. */
export function setQuery(changes: Record<string, string | null>, how: 'push' | 'replace' = 'push') {
  const next = new URLSearchParams(query.value);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') next.delete(name);
    else next.set(name, value);
  }
  // These are plain characters in a query, and readable addresses are nicer to share.
  const text = next.toString().replace(/%(?:3A|2C|2F|40)/g, decodeURIComponent);
  navigate(path.value + (text ? `?${text}` : ''), how);
}

function follow(event: MouseEvent) {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element | null)?.closest?.('a');
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
  if (parsePath(link.pathname).page === 'unknown') return;
  event.preventDefault();
  navigate(link.pathname + link.search);
  scrollTo(0, 0);
}

function takeFragment() {
  const to = mlflowLink(location.hash);
  if (to) {
    history.replaceState(null, '', to);
    address.value = to;
  }
}

export function startRouter() {
  takeFragment();
  addEventListener('popstate', () => (address.value = location.pathname + location.search));
  addEventListener('hashchange', takeFragment);
  document.addEventListener('click', follow);
}
