import { useSignal, type Signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type uPlot from 'uplot';
import * as api from '../api';
import type { Chart, Run } from '../api-types';
import type { Pen } from '../colours';
import { line as csvLine } from '../csv';
import { metric } from '../format';
import { bounds, line, note, type View } from '../series';
import { isDark, lineColour } from '../theme';
import { save, Swatch, Trouble } from './Bits';
import { picture, plot, readX, type Drawn } from './plot';

export interface ChartRun {
  run: Pick<Run, 'id' | 'name' | 'startedAt' | 'metrics'>;
  pen: Pen;
}

interface Props {
  metricKey: string;
  runs: ChartRun[];
  view: View;
  zoom: [number, number] | null;
  onZoom(zoom: [number, number] | null): void;
}

type Answers = Array<{ of: ChartRun; chart: Chart }>;

const HEIGHT = 220;
const LEGEND_MAX = 6;
const REFETCH_MILLIS = 120;
const ZOOM_STEP = 0.25;

/** One metric of some runs: drawn once it comes near the screen, read again for each zoom. */
export function ChartCard(props: Props) {
  const { metricKey, runs, view, zoom } = props;
  const card = useRef<HTMLElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const width = useSignal(0);
  const answers = useSignal<Answers | null>(null);
  const error = useSignal<Error | null>(null);
  const cursor = useSignal<number | null>(null);
  useVisibleWidth(card, width);
  useAnswers(props, width.value, answers, error);

  const drawn: Drawn[] = (answers.value ?? []).map(({ of, chart }) => ({
    name: of.run.name,
    colour: lineColour(of.pen),
    dash: of.pen.dash,
    line: line(chart, view, Date.parse(of.run.startedAt)),
  }));
  const text = answers.value ? note(drawn.map((one) => one.line), view) : 'reading …';

  useLayoutEffect(() => {
    if (!place.current || !answers.value || width.value === 0) return;
    chart.current = plot(place.current, drawn, view, zoom, { width: width.value, height: HEIGHT }, {
      zoom: props.onZoom,
      reset: () => props.onZoom(null),
      cursor: (index) => (cursor.value = index),
    });
    return () => {
      chart.current?.destroy();
      chart.current = null;
    };
  }, [answers.value, width.value, view.axis, view.logX, view.logY, isDark.value, zoom?.join()]);

  const keys = (event: KeyboardEvent) => {
    const at = chart.current?.scales['x'];
    if (!at || at.min == null || at.max == null || event.ctrlKey || event.metaKey || event.altKey) return;
    const span = at.max - at.min;
    const moves: Record<string, () => void> = {
      '+': () => props.onZoom([at.min! + span * ZOOM_STEP, at.max! - span * ZOOM_STEP]),
      '-': () => props.onZoom([at.min! - span * ZOOM_STEP * 2, at.max! + span * ZOOM_STEP * 2]),
      ArrowLeft: () => zoom && props.onZoom([at.min! - span * ZOOM_STEP, at.max! - span * ZOOM_STEP]),
      ArrowRight: () => zoom && props.onZoom([at.min! + span * ZOOM_STEP, at.max! + span * ZOOM_STEP]),
      z: () => props.onZoom(null),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  };
  const savePicture = async () => {
    if (chart.current) save(`${metricKey}.png`, await picture(chart.current, metricKey, text, drawn));
  };

  return (
    <section class="card chart" ref={card} aria-label={`Chart of ${metricKey}`}>
      <div class="chart-head">
        <h3 title={metricKey}>{metricKey}</h3>
        {zoom && (
          <button class="small" onClick={() => props.onZoom(null)} title="Show all (z)">
            Reset zoom
          </button>
        )}
        <button class="small" disabled={!answers.value} onClick={() => void savePicture()} aria-label={`Save ${metricKey} as PNG`}>
          PNG
        </button>
        <CsvButton metricKey={metricKey} runs={runs} />
      </div>
      <div
        class="plot"
        ref={place}
        role="img"
        tabIndex={0}
        aria-label={`${metricKey} of ${drawn.length} ${drawn.length === 1 ? 'run' : 'runs'}; ${text}. Plus and minus zoom, arrows move, z shows all.`}
        onKeyDown={keys}
      />
      {error.value && <Trouble error={error.value} what="This chart could not be read." />}
      <Legend drawn={drawn} pens={(answers.value ?? []).map((one) => one.of.pen)} chart={chart} cursor={cursor} view={view} />
      <p class="note">{text}</p>
    </section>
  );
}

/** The width of the card once it was near the screen; 0 before. */
function useVisibleWidth(card: RefObject<HTMLElement | null>, width: Signal<number>) {
  useEffect(() => {
    const element = card.current!;
    const measure = () => (width.value = Math.max(120, Math.floor(element.clientWidth - 2)));
    const resized = new ResizeObserver(measure);
    const seen = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        seen.disconnect();
        measure();
        resized.observe(element);
      },
      { rootMargin: '400px' },
    );
    seen.observe(element);
    return () => {
      seen.disconnect();
      resized.disconnect();
    };
  }, []);
}

function useAnswers({ metricKey, runs, view, zoom }: Props, width: number, answers: Signal<Answers | null>, error: Signal<Error | null>) {
  const buckets = Math.ceil((width * (globalThis.devicePixelRatio || 1)) / 100) * 100;
  const tick = api.refreshes.value;
  useEffect(() => {
    if (width === 0) return;
    const abort = new AbortController();
    const load = async () => {
      const read = runs.map(async (of) => {
        const window = zoom ? bounds(zoom, view.axis, Date.parse(of.run.startedAt)) : null;
        const range: Record<string, number> = window ? { from: window[0], to: window[1] } : {};
        const chart = await api.chart(of.run.id, { key: metricKey, axis: view.axis === 'step' ? 'step' : 'time', buckets, ...range }, abort.signal);
        return { of, chart };
      });
      answers.value = (await Promise.all(read)).filter(({ chart }) => chart.shownOf > 0);
      error.value = null;
    };
    const timer = setTimeout(
      () => void load().catch((e: Error) => !abort.signal.aborted && (error.value = e)),
      answers.value && zoom ? REFETCH_MILLIS : 0,
    );
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [metricKey, runs.map((of) => of.run.id).join(), view.axis, zoom?.join(), buckets, width > 0, tick]);
}

interface LegendProps {
  drawn: Drawn[];
  pens: Pen[];
  chart: RefObject<uPlot | null>;
  cursor: Signal<number | null>;
  view: View;
}

function Legend({ drawn, pens, chart, cursor, view }: LegendProps) {
  const index = cursor.value;
  const x = index === null ? null : (chart.current?.data[0][index] ?? null);
  return (
    <ul class="legend">
      {drawn.slice(0, LEGEND_MAX).map((one, i) => (
        <li key={i}>
          <Swatch pen={pens[i]!} />
          <span class="cut" title={one.name}>
            {one.name}
          </span>
          <span class="number">{valueAt(one, x)}</span>
        </li>
      ))}
      {drawn.length > 0 && (
        <li class="note">
          {x === null ? 'last values' : `at ${readX(x, view)}`}
          {drawn.length > LEGEND_MAX && `; ${drawn.length - LEGEND_MAX} more runs, coloured as in their list`}
        </li>
      )}
    </ul>
  );
}

/** The line's value at x, or before it; its last one without a cursor. */
function valueAt({ line }: Drawn, x: number | null): string {
  let at = line.x.length - 1;
  if (x !== null) while (at >= 0 && line.x[at]! > x) at--;
  const value = line.y[at];
  return value === undefined ? '–' : value === null ? 'NaN' : metric(value);
}

function CsvButton({ metricKey, runs }: Pick<Props, 'metricKey' | 'runs'>) {
  const busy = useSignal(false);
  const failure = useSignal('');
  const write = async () => {
    busy.value = true;
    failure.value = '';
    try {
      const parts = [csvLine(['run', 'run_id', 'key', 'step', 'time', 'value'])];
      for (const { run } of runs) {
        for await (const page of api.points(run.id, metricKey)) {
          parts.push(page.values.map((value, i) => csvLine([run.name, run.id, metricKey, page.steps[i]!, new Date(page.times[i]!).toISOString(), typeof value === 'number' ? value : String(value).replace(/^-Inf/, ' -Inf')])).join(''));
        }
      }
      save(`${metricKey}.csv`, new Blob(parts, { type: 'text/csv' }));
    } catch (e) {
      failure.value = (e as Error).message;
    } finally {
      busy.value = false;
    }
  };
  return (
    <button class="small" disabled={busy.value} onClick={() => void write()} aria-label={`Save every point of ${metricKey} as CSV`} title={failure.value || 'Every point'}>
      {busy.value ? '…' : failure.value ? 'CSV failed' : 'CSV'}
    </button>
  );
}
