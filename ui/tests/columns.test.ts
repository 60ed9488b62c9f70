import { describe, expect, it } from 'vitest';
import type { Run } from '../src/api-types';
import * as columns from '../src/columns';

const run = (over: Partial<Run>): Run => ({ id: 'r', projectId: '1', name: 'n', user: 'mia', status: 'finished', lifecycle: 'completed', startedAt: '2026-11-22T10:00:00Z', params: {}, tags: {}, metrics: {}, datasets: [], inputModels: [], outputModels: [], ...over });
const last = (value: number) => ({ value, step: 1, at: '2026-11-22T10:00:00Z' });

describe('columns in an address', () => {
  it('come back as they were written, whatever their keys hold', () => {
    const written = [columns.column('attribute', 'status'), { ...columns.column('metric', 'val/acc,@:% "x"'), width: 200 }, columns.column('param', 'ключ')];
    expect(columns.read(columns.write(written))).toEqual(written);
  });
  it('leave out what is none', () => expect(columns.read('a:nothing,z:x,m:,m:%E0%A4%A,m:ok').map((of) => of.key)).toEqual(['ok']));
  it('have widths within bounds', () => expect(columns.read('m:a@1,m:b@9999').map((of) => of.width)).toEqual([columns.WIDTH_MIN, columns.WIDTH_MAX]));
});

describe('orders', () => {
  it.each([
    ['-m:loss', 'metrics.loss DESC'],
    ['m:val%2Facc', 'metrics.`val/acc` ASC'],
    ['p:a.b', 'params.`a.b` ASC'],
    ['t:tick`', 'tags."tick`" ASC'],
    ['a:started', 'start_time ASC'],
    ['-a:name', 'run_name DESC'],
  ])('%s becomes %s', (sort, term) => expect(columns.orderTerm(sort)).toBe(term));
  it('are none for what does not sort', () => {
    expect(columns.orderTerm('a:duration')).toBeNull();
    expect(columns.orderTerm('m:%60%22')).toBeNull();
  });
});

describe('proposed columns', () => {
  it('hold at most three metrics without those of the machine, and params that differ first', () => {
    const runs = [1, 2].map((i) => run({ metrics: { 'system/cpu': last(1), a: last(1), b: last(1), c: last(1), d: last(1) }, params: { same: '1', also: '1', lr: String(i), third: '1' } }));
    const keys = columns.proposed(runs, false).map(columns.id);
    expect(keys.filter((id) => id.startsWith('m:'))).toEqual(['m:a', 'm:b', 'm:c']);
    expect(keys.filter((id) => id.startsWith('p:'))).toEqual(['p:lr', 'p:also', 'p:same']);
  });
});

it('cells say what is missing and keep the exact value', () => {
  const one = run({ metrics: { loss: last(0.123456789) } });
  expect(columns.cell(one, columns.column('metric', 'loss'), 0, new Map())).toEqual({ text: '0.1235', title: '0.123456789 at step 1' });
  expect(columns.cell(one, columns.column('param', 'lr'), 0, new Map()).title).toBe('not logged');
});
