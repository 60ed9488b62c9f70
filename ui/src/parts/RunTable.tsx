import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Run } from '../api-types';
import type { Pen } from '../colours';
import * as columns from '../columns';
import type { Column } from '../columns';
import { runLink } from '../links';
import { navigate } from '../router';
import { Status, Swatch } from './Bits';

interface Props {
  runs: Run[];
  columns: Column[];
  sort: string;
  selected: string[];
  pens: Map<string, Pen>;
  projects: Map<string, string>;
  complete: boolean;
  onColumns(next: Column[]): void;
  onSort(sort: string): void;
  onSelect(ids: string[]): void;
  onEnd(): void;
}

const ROW_PX = 28;
const CHECK_PX = 60;
const NAME = columns.column('attribute', 'name');

/** The runs as a table of which only the rows on the screen exist. */
export function RunTable(props: Props) {
  const { runs, selected } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualRows(scroller, runs.length);
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (!props.complete && last >= runs.length - 40) props.onEnd();
  }, [last, runs.length, props.complete]);

  const cut = props.columns.reduce((sum, of) => sum + of.width, CHECK_PX + NAME.width);
  const toggle = (id: string) => props.onSelect(selected.includes(id) ? selected.filter((one) => one !== id) : [...selected, id]);
  const keys = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
    const current = Number((document.activeElement as HTMLElement | null)?.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? -1);
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      focusRow(scroller.current!, virtual, Math.min(runs.length - 1, Math.max(0, current + step)));
    } else if (event.key === 'x' && runs[current]) toggle(runs[current].id);
  };
  const now = Date.now();
  return (
    <div class="table-scroll" ref={scroller} onKeyDown={keys}>
      <div class="table" role="table" aria-label="Runs" aria-rowcount={props.complete ? runs.length + 1 : -1} style={{ width: `${cut}px`, height: `${virtual.getTotalSize() + ROW_PX + 4}px` }}>
        <div class="tr th" role="row" aria-rowindex={1}>
          <div class="td pinned check" role="columnheader" style={{ width: `${CHECK_PX}px` }}>
            <input type="checkbox" aria-label="Choose all runs shown" checked={runs.length > 0 && selected.length >= runs.length} onChange={(e) => props.onSelect(e.currentTarget.checked ? runs.map((run) => run.id) : [])} />
          </div>
          <Head of={NAME} {...props} pinned />
          {props.columns.map((of) => (
            <Head key={columns.id(of)} of={of} {...props} />
          ))}
        </div>
        {rows.map((row) => {
          const run = runs[row.index]!;
          const pen = props.pens.get(run.id);
          return (
            <div class={`tr ${selected.includes(run.id) ? 'selected' : ''}`} role="row" aria-rowindex={row.index + 2} key={run.id} data-row={row.index} style={{ transform: `translateY(${row.start}px)` }}>
              <div class="td pinned check" role="cell" style={{ width: `${CHECK_PX}px` }}>
                <input type="checkbox" aria-label={`Choose ${run.name}`} checked={selected.includes(run.id)} onChange={() => toggle(run.id)} />
                {pen && <Swatch pen={pen} />}
              </div>
              <div class="td pinned name" role="rowheader" style={{ width: `${NAME.width}px` }}>
                <a href={runLink(run.id)} title={run.name} onKeyDown={(e) => e.key === 'o' && navigate(runLink(run.id))}>
                  {run.name || run.id}
                </a>
              </div>
              {props.columns.map((of) => (
                <Cell key={columns.id(of)} run={run} of={of} now={now} projects={props.projects} />
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Cell({ run, of, now, projects }: { run: Run; of: Column; now: number; projects: Map<string, string> }) {
  const cell = columns.cell(run, of, now, projects);
  const isNumber = of.kind === 'metric' || (of.kind === 'param' && cell.text.trim() !== '' && !Number.isNaN(Number(cell.text)));
  return (
    <div class={`td ${isNumber ? 'number' : ''}`} role="cell" title={cell.title} style={{ width: `${of.width}px` }}>
      {of.kind === 'attribute' && of.key === 'status' ? <Status run={run} /> : cell.text}
    </div>
  );
}

function Head({ of, sort, onSort, onColumns, columns: all, pinned }: Props & { of: Column; pinned?: boolean }) {
  const id = columns.write([{ ...of, width: columns.column(of.kind, of.key).width }]);
  const name = columns.title(of);
  const direction = sort === id ? 'ascending' : sort === `-${id}` ? 'descending' : undefined;
  const sortable = columns.orderTerm(id) !== null;
  const next = sort === `-${id}` ? id : sort === id ? '' : `-${id}`;
  const change = (width: number) => onColumns(all.map((one) => (one === of ? { ...one, width: columns.clampWidth(width) } : one)));
  const drop = (event: DragEvent) => {
    const moved = all.find((one) => columns.id(one) === event.dataTransfer?.getData('text/assay-column'));
    if (!moved || moved === of) return;
    event.preventDefault();
    const rest = all.filter((one) => one !== moved);
    rest.splice(all.indexOf(of), 0, moved);
    onColumns(rest);
  };
  const number = of.kind === 'metric' ? 'number' : '';
  return (
    <div
      class={`td head ${pinned ? 'pinned name' : ''} ${number}`}
      role="columnheader"
      aria-sort={direction ?? (sortable ? 'none' : undefined)}
      style={{ width: `${of.width}px` }}
      draggable={!pinned}
      onDragStart={(e) => e.dataTransfer?.setData('text/assay-column', columns.id(of))}
      onDragOver={(e) => !pinned && e.preventDefault()}
      onDrop={drop}
    >
      {sortable ? (
        <button class="sort" title={`${name} (${of.kind})`} onClick={() => onSort(next)}>
          <span class="cut">{name}</span>
          <span aria-hidden="true">{direction === 'ascending' ? '↑' : direction === 'descending' ? '↓' : ''}</span>
        </button>
      ) : (
        <span class="cut" title={name}>
          {name}
        </span>
      )}
      {!pinned && <Handle name={name} width={of.width} onWidth={change} />}
    </div>
  );
}

function Handle({ name, width, onWidth }: { name: string; width: number; onWidth(width: number): void }) {
  const start = useRef<{ x: number; width: number } | null>(null);
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -8, ArrowRight: 8 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onWidth(width + step);
  };
  return (
    <div
      class="handle"
      role="separator"
      aria-orientation="vertical"
      aria-label={`Width of ${name}`}
      aria-valuenow={width}
      aria-valuemin={columns.WIDTH_MIN}
      aria-valuemax={columns.WIDTH_MAX}
      tabIndex={0}
      draggable
      onDragStart={(e) => {
        e.preventDefault();
        e.stopPropagation();
      }}
      onKeyDown={keys}
      onPointerDown={(e) => {
        e.preventDefault();
        start.current = { x: e.clientX, width };
        e.currentTarget.setPointerCapture(e.pointerId);
      }}
      onPointerMove={(e) => start.current && onWidth(start.current.width + e.clientX - start.current.x)}
      onPointerUp={() => (start.current = null)}
    />
  );
}

function useVirtualRows(scroller: { current: HTMLDivElement | null }, count: number): Virtualizer<HTMLDivElement, Element> {
  const changes = useSignal(0);
  const kept = useRef<Virtualizer<HTMLDivElement, Element> | null>(null);
  const options = {
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
    paddingStart: ROW_PX + 4,
    scrollPaddingStart: ROW_PX + 4,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => void changes.value++,
  };
  kept.current ??= new Virtualizer(options);
  const virtual = kept.current;
  virtual.setOptions(options);
  void changes.value;
  useLayoutEffect(() => virtual._didMount(), []);
  useLayoutEffect(() => virtual._willUpdate());
  return virtual;
}

function focusRow(scroller: HTMLElement, virtual: Virtualizer<HTMLDivElement, Element>, index: number) {
  virtual.scrollToIndex(index);
  requestAnimationFrame(() => scroller.querySelector<HTMLElement>(`[data-row="${index}"] a`)?.focus());
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement ? target.type !== 'checkbox' : target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;
}
