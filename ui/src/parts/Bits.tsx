// Small pieces that every page uses.
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { ApiError, lostSince, refresh } from '../api';
import type { Run } from '../api-types';
import { LIGHT, type Pen } from '../colours';
import { isDark, lineColour, setTheme, theme, type Theme } from '../theme';

const MARKS: Record<Run['status'], string> = { scheduled: '◷', running: '▶', finished: '✓', failed: '✕', interrupted: '◼' };

export function Status({ run }: { run: Pick<Run, 'status' | 'lostAt'> }) {
  return (
    <span class={`status ${run.status}`} title={run.lostAt ? `no sign of life from its client; marked at ${run.lostAt}` : run.status}>
      <span aria-hidden="true">{MARKS[run.status]}</span> {run.status}
    </span>
  );
}

export function Swatch({ pen }: { pen: Pen }) {
  return (
    <svg class="swatch" width="16" height="10" aria-hidden="true">
      <line x1="0" y1="5" x2="16" y2="5" stroke={lineColour(pen) ?? LIGHT[0]} stroke-width="3" stroke-dasharray={pen.dash.join(' ')} />
    </svg>
  );
}

/** What went wrong in a block of the page, and a way on. */
export function Trouble({ error, what }: { error: Error; what: string }) {
  const hint = error instanceof ApiError && error.status === 404 ? null : <button onClick={refresh}>Try again</button>;
  return (
    <div class="notice bad" role="alert">
      <strong>{what}</strong> <span>{error.message}</span> {hint}
    </div>
  );
}

export function Empty({ children }: { children: ComponentChildren }) {
  return <div class="empty">{children}</div>;
}

export function LostConnection() {
  const since = lostSince.value;
  return (
    <div aria-live="polite">
      {since && (
        <div class="lost">
          Connection lost; trying again every few seconds. What you see is of {since.toLocaleTimeString('en-GB')}.
        </div>
      )}
    </div>
  );
}

export function ThemeChoice() {
  return (
    <label class="quiet">
      <span class="wide-only">Theme </span>
      <select aria-label="Theme" value={theme.value} onChange={(e) => setTheme(e.currentTarget.value as Theme)} data-dark={isDark.value}>
        <option value="system">System</option>
        <option value="light">Light</option>
        <option value="dark">Dark</option>
      </select>
    </label>
  );
}

/** Copies without needing a secure context. */
export function Copy({ text, label }: { text: string; label: string }) {
  const done = useSignal(false);
  const copy = () => {
    const field = document.createElement('textarea');
    field.value = text;
    field.className = 'off-screen';
    document.body.append(field);
    field.select();
    done.value = document.execCommand('copy');
    field.remove();
    setTimeout(() => (done.value = false), 1500);
  };
  return (
    <button class="small" onClick={copy} aria-label={`Copy ${label}`}>
      {done.value ? 'Copied' : 'Copy'}
    </button>
  );
}

export function save(name: string, content: Blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name.replace(/[^\w.-]+/g, '_');
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
