import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Run } from '../api-types';
import * as columns from '../columns';
import type { Column, Kind } from '../columns';

interface Props {
  shown: Column[];
  /** Runs whose keys can become columns. */
  runs: Run[];
  onColumns(next: Column[]): void;
}

const FOUND_MAX = 100;

/** Which columns there are, and in which order. */
export function ColumnPanel({ shown, runs, onColumns }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const search = useSignal('');
  const open = useSignal(false);
  useEffect(() => {
    if (open.value) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open.value]);
  const taken = new Set(shown.map(columns.id));
  const move = (index: number, by: number) => {
    const next = [...shown];
    const [moved] = next.splice(index, 1);
    next.splice(index + by, 0, moved!);
    onColumns(next);
  };
  const all = open.value ? available(runs) : [];
  const found = all.filter((of) => !taken.has(columns.id(of)) && columns.title(of).toLowerCase().includes(search.value.toLowerCase()));
  return (
    <>
      <button onClick={() => (open.value = true)} aria-haspopup="dialog">
        Columns
      </button>
      <dialog ref={dialog} class="panel" aria-label="Columns" onClose={() => (open.value = false)}>
        {open.value && (
          <>
            <div class="panel-head">
              <h2>Columns</h2>
              <button onClick={() => (open.value = false)}>Done</button>
            </div>
            <h3>Shown</h3>
            <ol class="rows">
              {shown.map((of, i) => (
                <li key={columns.id(of)}>
                  <span class="cut">
                    {columns.title(of)} <span class="note">{of.kind}</span>
                  </span>
                  <button class="small" disabled={i === 0} aria-label={`Move ${columns.title(of)} up`} onClick={() => move(i, -1)}>
                    ↑
                  </button>
                  <button class="small" disabled={i === shown.length - 1} aria-label={`Move ${columns.title(of)} down`} onClick={() => move(i, 1)}>
                    ↓
                  </button>
                  <button class="small" aria-label={`Hide ${columns.title(of)}`} onClick={() => onColumns(shown.filter((one) => one !== of))}>
                    Hide
                  </button>
                </li>
              ))}
            </ol>
            <h3>More</h3>
            <input type="search" class="wide" aria-label="Search columns" placeholder="Search metrics, params, tags" value={search.value} onInput={(e) => (search.value = e.currentTarget.value)} />
            <ul class="rows">
              {found.slice(0, FOUND_MAX).map((of) => (
                <li key={columns.id(of)}>
                  <span class="cut">
                    {columns.title(of)} <span class="note">{of.kind}</span>
                  </span>
                  <button class="small" aria-label={`Show ${columns.title(of)}`} onClick={() => onColumns([...shown, of])}>
                    Show
                  </button>
                </li>
              ))}
            </ul>
            {found.length > FOUND_MAX && <p class="note">The first {FOUND_MAX} of {found.length}; search for the others.</p>}
            <p class="note">Keys of the runs read so far.</p>
          </>
        )}
      </dialog>
    </>
  );
}

function available(runs: Run[]): Column[] {
  const kinds: Array<Exclude<Kind, 'attribute'>> = ['metric', 'param', 'tag'];
  const attributes = Object.keys(columns.ATTRIBUTES).filter((key) => key !== 'name');
  return [
    ...attributes.map((key) => columns.column('attribute', key)),
    ...kinds.flatMap((kind) => columns.keysOf(runs, kind).map((key) => columns.column(kind, key))),
  ];
}
