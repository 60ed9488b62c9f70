import { computed, signal } from '@preact/signals';
import { DARK, LIGHT, type Pen } from './colours';

export type Theme = 'system' | 'light' | 'dark';

const KEY = 'assay.theme';
const prefersDark = matchMedia('(prefers-color-scheme: dark)');
const systemDark = signal(prefersDark.matches);

const chosen = document.documentElement.dataset['theme'];
export const theme = signal<Theme>(chosen === 'light' || chosen === 'dark' ? chosen : 'system');
export const isDark = computed(() => (theme.value === 'system' ? systemDark.value : theme.value === 'dark'));

prefersDark.addEventListener('change', () => (systemDark.value = prefersDark.matches));

export function setTheme(next: Theme) {
  if (next === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = next;
  theme.value = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Not kept, then; it holds until the page is closed.
  }
}

export const lineColour = (pen: Pen) => (isDark.value ? DARK : LIGHT)[pen.slot]!;
