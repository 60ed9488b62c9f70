import { useSignal } from '@preact/signals';
import * as api from '../api';
import { bytes } from '../format';
import { useLoaded } from '../loaded';
import { plain, read, type Said } from './terminal';
import { Empty, Trouble } from './Bits';

const PART_BYTES_MAX = 1024 * 1024;

/** The end of what an execution wrote, as plain text. */
export function Console({ execution }: { execution: string }) {
  const search = useSignal('');
  const loaded = useLoaded(`console ${execution}`, async (signal) => {
    const size = (await api.consolePart(execution, 0, 1, signal)).totalBytes;
    const from = Math.max(0, size - PART_BYTES_MAX);
    const { text } = await api.consolePart(execution, from, PART_BYTES_MAX, signal);
    return { said: read(text, from > 0), from, size };
  });
  const { value, error } = loaded.value;
  if (error && !value) return <Trouble error={error} what="The console could not be read." />;
  if (!value) return <p class="loading">Reading the console …</p>;
  if (value.size === 0) return <Empty>This execution wrote nothing.</Empty>;
  const shown = search.value ? value.said.filter((part) => part.text.toLowerCase().includes(search.value.toLowerCase())) : value.said;
  return (
    <section class="card" aria-label="Console">
      <div class="bar">
        <input type="search" aria-label="Search the console" placeholder="Search" value={search.value} onInput={(e) => (search.value = e.currentTarget.value)} />
        <span class="note">{value.from > 0 ? `the last ${bytes(value.size - value.from)} of ${bytes(value.size)}` : bytes(value.size)}</span>
      </div>
      <pre class="text console" tabIndex={0}>
        {shown.map((part: Said, i: number) => (
          <span key={i} class={part.stream === 'stderr' ? 'stderr' : ''}>
            {plain(part.text)}
          </span>
        ))}
      </pre>
    </section>
  );
}
