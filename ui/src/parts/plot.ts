// The one way to uPlot: options and data of a chart.
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { duration, metric, whole } from '../format';
import type { Line, View } from '../series';

export interface Drawn {
  name: string;
  colour: string;
  dash: number[];
  line: Line;
}

export interface PlotEvents {
  zoom(range: [number, number]): void;
  reset(): void;
  cursor(index: number | null): void;
}

const POINTS_WITH_DOTS_MAX = 100;
const FONT = '11px system-ui, sans-serif';

/** All lines on one x; where a line has no point of its own there is undefined, which breaks nothing. */
export function aligned(lines: Line[]): uPlot.AlignedData {
  return uPlot.join(lines.map((line) => [line.x, line.y] as uPlot.AlignedData));
}

export function plot(into: HTMLElement, drawn: Drawn[], view: View, zoom: [number, number] | null, size: { width: number; height: number }, events: PlotEvents): uPlot {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const data = aligned(drawn.map((one) => one.line));
  const axis: uPlot.Axis = {
    stroke: colour('--text3'),
    font: FONT,
    grid: { stroke: colour('--border'), width: 1 },
    ticks: { stroke: colour('--border'), width: 1, size: 4 },
  };
  const options: uPlot.Options = {
    ...size,
    legend: { show: false },
    padding: [8, 12, 0, 0],
    scales: { x: scaleX(view, zoom, data[0] as number[]), y: scaleY(view, drawn) },
    axes: [
      { ...axis, size: 28, space: 60, ...(view.axis === 'time' ? {} : { values: (_u, ticks) => ticks.map((tick) => tickX(tick, view)) }) },
      { ...axis, size: 58, values: (_u, ticks) => ticks.map((tick) => (tick === null ? '' : metric(tick))) },
    ],
    series: [{}, ...drawn.map((one) => series(one))],
    cursor: { drag: { x: true, y: false, setScale: false, dist: 4 }, sync: { key: `x-${view.axis}`, setSeries: false }, points: { size: 6 }, bind: { dblclick: () => () => (events.reset(), null) } },
    hooks: {
      setSelect: [
        (u) => {
          if (u.select.width < 4) return;
          events.zoom([u.posToVal(u.select.left, 'x'), u.posToVal(u.select.left + u.select.width, 'x')]);
          u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
      setCursor: [(u) => events.cursor(u.cursor.idx ?? null)],
    },
  };
  const chart = new uPlot(options, data, into);
  chart.root.setAttribute('aria-hidden', 'true');
  return chart;
}

function series({ name, colour, dash, line }: Drawn): uPlot.Series {
  return { label: name, stroke: colour, width: 1.5, dash, spanGaps: false, points: { show: line.shown <= POINTS_WITH_DOTS_MAX, size: 4, fill: colour } };
}

function scaleX(view: View, zoom: [number, number] | null, x: number[]): uPlot.Scale {
  let range = zoom ?? ([x[0] ?? 0, x.at(-1) ?? 1] as [number, number]);
  if (range[0] === range[1]) range = view.logX ? [range[0] / 2, range[1] * 2] : [range[0] - 0.5, range[1] + 0.5];
  if (view.logX && range[0] <= 0) range = [x[0] ?? 1, range[1]];
  return { time: view.axis === 'time', distr: view.logX ? 3 : 1, range: () => range };
}

function scaleY(view: View, drawn: Drawn[]): uPlot.Scale {
  const anything = drawn.some((one) => one.line.y.some((value) => value !== null));
  if (view.logY && anything) return { distr: 3 };
  return {
    range: (_u, low, high) => {
      if (low === null || high === null || !Number.isFinite(low)) return [0, 1];
      const margin = (high - low) * 0.04 || Math.abs(high) * 0.04 || 1;
      return [low - margin, high + margin];
    },
  };
}

function tickX(tick: number | null, view: View): string {
  if (tick === null) return '';
  if (view.axis === 'relative') return duration(tick * 1000);
  return Math.abs(tick) >= 1e6 ? metric(tick) : Number.isInteger(tick) ? whole(tick) : metric(tick);
}

/** An x as the reader sees it beside the cursor. */
export function readX(x: number, view: View): string {
  if (view.axis === 'step') return `step ${whole(Math.round(x))}`;
  return view.axis === 'relative' ? `after ${duration(x * 1000)}` : new Date(x * 1000).toISOString().replace('T', ' ').slice(0, 19);
}

/** The chart as a picture, with its title and what it shows. */
export function picture(chart: uPlot, title: string, note: string, drawn: Drawn[]): Promise<Blob> {
  const scale = devicePixelRatio || 1;
  const source = chart.ctx.canvas;
  const style = getComputedStyle(document.documentElement);
  const canvas = document.createElement('canvas');
  const lines = Math.min(drawn.length, 20);
  const head = 26 * scale;
  const row = 16 * scale;
  canvas.width = source.width;
  canvas.height = source.height + head + row * (lines + 1) + 8 * scale;
  const pen = canvas.getContext('2d')!;
  pen.fillStyle = style.getPropertyValue('--surface');
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(source, 0, head);
  pen.fillStyle = style.getPropertyValue('--text');
  pen.font = `600 ${13 * scale}px system-ui, sans-serif`;
  pen.fillText(title, 8 * scale, 18 * scale);
  pen.font = `${11 * scale}px system-ui, sans-serif`;
  drawn.slice(0, lines).forEach((one, i) => {
    const y = head + source.height + row * (i + 1);
    pen.fillStyle = one.colour;
    pen.fillRect(8 * scale, y - 7 * scale, 14 * scale, 3 * scale);
    pen.fillStyle = style.getPropertyValue('--text2');
    pen.fillText(one.name, 28 * scale, y);
  });
  pen.fillText(note, 8 * scale, canvas.height - 8 * scale);
  return new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('The browser made no picture.'))), 'image/png'));
}
