import { useSignal } from '@preact/signals';
import { naturally, whole } from '../format';
import { query, setQuery } from '../router';
import { sections, type Axis, type View } from '../series';
import { ChartCard, type ChartRun } from './ChartCard';
import { Empty } from './Bits';

const OPEN_KEYS_MAX = 200;
const CARDS_PER_SECTION = 24;

/** The charts of some runs, a card for each metric, in sections; what is chosen stands in the address. */
export function ChartGrid({ keys, runs, title }: { keys: string[]; runs: ChartRun[]; title: string }) {
  const search = query.value.get('keys') ?? '';
  const view: View = { axis: axisOf(query.value.get('x')), logX: query.value.has('logx'), logY: query.value.has('logy') };
  const zoom = zoomOf(query.value.get('zoom'));
  const setZoom = (range: [number, number] | null) => setQuery({ zoom: range ? range.map((at) => Number(at.toPrecision(15))).join(',') : null });
  const found = keys.filter((key) => matches(key, search));
  const flag = (name: string, label: string) => (
    <label>
      <input type="checkbox" checked={query.value.has(name)} onChange={(e) => setQuery({ [name]: e.currentTarget.checked ? '1' : null })} /> {label}
    </label>
  );
  return (
    <section class="charts" aria-label="Charts">
      <div class="bar">
        <input type="search" aria-label="Search metrics" placeholder="Search metrics" value={search} onInput={(e) => setQuery({ keys: e.currentTarget.value }, 'replace')} />
        <label>
          x{' '}
          <select value={view.axis} onChange={(e) => setQuery({ x: e.currentTarget.value === 'step' ? null : e.currentTarget.value, zoom: null })}>
            <option value="step">Step</option>
            <option value="time">Time</option>
            <option value="relative">Since start</option>
          </select>
        </label>
        {view.axis !== 'time' && flag('logx', 'Log x')}
        {flag('logy', 'Log y')}
        {zoom && <button onClick={() => setZoom(null)}>Reset zoom</button>}
      </div>
      <p class="note">{title}</p>
      {keys.length === 0 && <Empty>These runs logged no metrics.</Empty>}
      {keys.length > 0 && found.length === 0 && <Empty>No metric fits "{search}".</Empty>}
      {sections(found, naturally).map(([name, inside]) => (
        <Section key={name} name={name} keys={inside} open={found.length <= OPEN_KEYS_MAX && name !== 'system'}>
          {(key) => <ChartCard key={key} metricKey={key} runs={runs.filter(({ run }) => Object.hasOwn(run.metrics, key))} view={view} zoom={zoom} onZoom={setZoom} />}
        </Section>
      ))}
    </section>
  );
}

interface SectionProps {
  name: string;
  keys: string[];
  open: boolean;
  children(key: string): preact.ComponentChild;
}

function Section({ name, keys, open, children }: SectionProps) {
  const isOpen = useSignal(open);
  const shown = useSignal(CARDS_PER_SECTION);
  return (
    <details class="section" open={isOpen.value} onToggle={(e) => (isOpen.value = e.currentTarget.open)}>
      <summary>
        {name || 'metrics'} <span class="note">({whole(keys.length)})</span>
      </summary>
      {isOpen.value && (
        <>
          <div class="grid">{keys.slice(0, shown.value).map(children)}</div>
          {keys.length > shown.value && (
            <button onClick={() => (shown.value += CARDS_PER_SECTION)}>Show more ({whole(keys.length - shown.value)} are left)</button>
          )}
        </>
      )}
    </details>
  );
}

function axisOf(text: string | null): Axis {
  return text === 'time' || text === 'relative' ? text : 'step';
}

function zoomOf(text: string | null): [number, number] | null {
  const [from, to] = (text ?? '').split(',').map(Number);
  return text && from !== undefined && to !== undefined && from < to ? [from, to] : null;
}

/** A regular expression where the text is one, else the text itself. */
function matches(key: string, search: string): boolean {
  if (key.toLowerCase().includes(search.toLowerCase())) return true;
  try {
    return new RegExp(search, 'i').test(key);
  } catch {
    return false;
  }
}
