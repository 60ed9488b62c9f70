import { describe, expect, it } from 'vitest';
import type { Chart } from '../src/api-types';
import { bounds, line, note, sections, type View } from '../src/series';

const STEP: View = { axis: 'step', logX: false, logY: false };
const chart = (steps: number[], values: Chart['values'], over: Partial<Chart> = {}): Chart => ({ raw: true, shownOf: steps.length, steps, times: steps.map((step) => 1_000_000 + step * 1000), values, ...over });

describe('lines', () => {
  it('break where a value is no number', () => {
    const made = line(chart([0, 1, 2], [1, 'NaN', 'Infinity']), STEP, 0);
    expect(made.y).toEqual([1, null, null]);
    expect(note([made], STEP)).toBe('all 3 points; 2 NaN or infinite break the line');
  });
  it('draw every point of a repeated step', () => {
    const made = line(chart([0, 5, 5, 5, 10], [0, 1, 9, 2, 3]), STEP, 0);
    expect(made.y).toEqual([0, 1, 9, 2, 3]);
    expect(new Set(made.x).size).toBe(5);
    expect(made.x.map(Math.round)).toEqual([0, 5, 5, 5, 10]);
    expect(made.repeated).toBe(2);
  });
  it('leave out what a log axis cannot show, and say so', () => {
    const view = { ...STEP, logY: true };
    const made = line(chart([1, 2, 3], [1, 0, -4]), view, 0);
    expect(made.y).toEqual([1]);
    expect(note([made], view)).toContain('2 hidden by the log y axis');
  });
  it('place times in seconds, since the start where asked', () => {
    expect(line(chart([1], [1]), { ...STEP, axis: 'time' }, 500_000).x).toEqual([1001]);
    expect(line(chart([1], [1]), { ...STEP, axis: 'relative' }, 500_000).x).toEqual([501]);
  });
});

it('says how many points are shown of how many', () => {
  const some = line(chart([1, 2], [1, 2], { raw: false, shownOf: 3_000_000 }), STEP, 0);
  expect(note([some], STEP)).toBe('2 of 3,000,000 points shown, extremes kept');
  expect(note([], STEP)).toBe('no points here');
});

it('asks for whole steps or milliseconds around a zoom', () => {
  expect(bounds([1.2, 5.1], 'step', 0)).toEqual([1, 6]);
  expect(bounds([1.0005, 2], 'time', 7)).toEqual([1000, 2000]);
  expect(bounds([1, 2], 'relative', 500)).toEqual([1500, 2500]);
});

it('sorts keys into sections as people count, system last', () => {
  const made = sections(['system/cpu', 'val/acc', 'layer/10', 'layer/2', 'loss'], new Intl.Collator('en', { numeric: true }).compare);
  expect(made).toEqual([['', ['loss']], ['layer', ['layer/2', 'layer/10']], ['val', ['val/acc']], ['system', ['system/cpu']]]);
});
