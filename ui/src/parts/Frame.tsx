import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { path } from '../router';
import { LostConnection, ThemeChoice } from './Bits';

/** What stands around every page. */
export function Frame({ children }: { children: ComponentChildren }) {
  const main = useRef<HTMLElement>(null);
  const at = path.value;
  const first = useRef(true);
  useEffect(() => {
    // A new page begins at its top for the keyboard too.
    if (!first.current) main.current?.focus();
    first.current = false;
  }, [at]);
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header class="top">
        <a class="logo" href="/">
          <svg width="18" height="18" viewBox="0 0 16 16" aria-hidden="true">
            <rect width="16" height="16" rx="3" class="logo-ground" />
            <path d="M3 11.5 6.2 6l2.6 3.6L13 4" class="logo-line" />
          </svg>
          Assay
        </a>
        <nav aria-label="Main">
          <a href="/" aria-current={at === '/' ? 'page' : undefined}>
            Projects
          </a>
          <a href="/runs" aria-current={at === '/runs' ? 'page' : undefined}>
            All runs
          </a>
        </nav>
        <ThemeChoice />
      </header>
      <LostConnection />
      <main id="main" ref={main} tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
