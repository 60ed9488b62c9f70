import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DARK, LIGHT, pens, SLOTS } from '../src/colours';

const styles = readFileSync(new URL('../src/styles.css', import.meta.url), 'utf8');
const tokens = (block: string) => new Map([...block.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6})/g)].map((match) => [match[1]!, match[2]!]));
const light = tokens(styles.slice(0, styles.indexOf('@media')));
const dark = tokens(styles.slice(styles.indexOf(":root[data-theme='dark']")));

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(one: string, other: string): number {
  const [bright, dim] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (bright! + 0.05) / (dim! + 0.05);
}

describe.each([
  ['light', light, LIGHT],
  ['dark', dark, DARK],
])('the %s theme', (_name, theme, lines) => {
  const at = (name: string) => theme.get(name)!;
  it('has text that can be read on every ground', () => {
    for (const text of ['text', 'text2', 'text3', 'accent', 'ok', 'warn', 'bad']) {
      for (const ground of ['bg', 'surface', 'raised', 'hover', 'selected']) expect(contrast(at(text), at(ground)), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
    for (const name of ['ok', 'warn', 'bad']) expect(contrast(at(name), at(`${name}-bg`))).toBeGreaterThanOrEqual(4.5);
  });
  it('has borders of controls and lines that can be seen', () => {
    for (const ground of ['bg', 'surface', 'raised']) expect(contrast(at('border-strong'), at(ground))).toBeGreaterThanOrEqual(3);
    for (const line of lines) expect(contrast(line, at('surface')), line).toBeGreaterThanOrEqual(3);
  });
});

it('the system theme and the chosen dark one are the same', () => {
  const media = tokens(styles.slice(styles.indexOf('@media'), styles.indexOf(":root[data-theme='dark']")));
  expect([...media]).toEqual([...dark].slice(0, media.size));
});

it('gives runs a colour of their own while there are some, then dashes', () => {
  const runs = Array.from({ length: SLOTS * 2 }, (_, i) => `run ${i}`);
  const given = pens(runs);
  expect(new Set(runs.slice(0, SLOTS).map((run) => given.get(run)!.slot)).size).toBe(SLOTS);
  expect(new Set(runs.map((run) => JSON.stringify(given.get(run)))).size).toBe(SLOTS * 2);
});
