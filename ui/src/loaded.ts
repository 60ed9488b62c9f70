// Something read from the server for as long as a component shows it.
import { useSignal, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { refreshes } from './api';

export interface Loaded<T> {
  value: T | null;
  error: Error | null;
  loading: boolean;
}

/** Reads when the key changes and on each refresh; what was read before stays until then. */
export function useLoaded<T>(key: string | null, load: (signal: AbortSignal) => Promise<T>): Signal<Loaded<T>> {
  const state = useSignal<Loaded<T>>({ value: null, error: null, loading: key !== null });
  const tick = refreshes.value;
  useEffect(() => {
    if (key === null) return;
    const abort = new AbortController();
    state.value = { ...state.value, loading: true };
    load(abort.signal).then(
      (value) => !abort.signal.aborted && (state.value = { value, error: null, loading: false }),
      (error: Error) => !abort.signal.aborted && (state.value = { value: state.value.value, error, loading: false }),
    );
    return () => abort.abort();
  }, [key, tick]);
  return state;
}
