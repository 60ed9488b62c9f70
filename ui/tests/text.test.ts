import { expect, it } from 'vitest';
import { rows } from '../src/compare';
import { field, parse } from '../src/csv';
import { plain, read } from '../src/parts/terminal';
import { contentOf, tree } from '../src/parts/files';

it('writes no field that a spreadsheet would compute', () => {
  expect(field('=1+1')).toBe("'=1+1");
  expect(field('@cmd')).toBe("'@cmd");
  expect(field(-0.5)).toBe('-0.5');
  expect(field('a,"b"')).toBe('"a,""b"""');
});

it('reads quoted fields and stops at a limit', () => {
  expect(parse('a,b\r\n"x,\n""y""",2\n', ',', 10)).toEqual([['a', 'b'], ['x,\n"y"', '2']]);
  expect(parse('1\n2\n3', ',', 2)).toEqual([['1'], ['2']]);
});

it('makes text of what a terminal would obey', () => {
  expect(plain('\u001b[31mred\u001b[0m \u001b]0;title\u0007ok')).toBe('red ok');
  expect(plain('10 %\r50 %\r100 %\nnext\r\n')).toBe('100 %\nnext\n');
  expect(plain('a\u202eb\u0000')).toBe('ab');
});

it('reads the whole lines of a console and passes over a torn one', () => {
  const line = JSON.stringify({ at: 't', stream: 'stderr', text: 'x' });
  expect(read(`rest"}\n${line}\n{"at`, true)).toEqual([{ at: 't', stream: 'stderr', text: 'x' }]);
});

it('shows HTML as text and counts files in folders', () => {
  expect(contentOf('a/page.HTML')).toBe('text');
  expect(contentOf('x.svg')).toBe('image');
  expect(contentOf('model/MLmodel')).toBe('text');
  expect(contentOf('weights.pt')).toBe('none');
  const file = (path: string) => ({ path, version: 1, sizeBytes: 1, sha256: '', md5: '', createdAt: '' });
  const made = tree([file('a/b/c'), file('a/d'), file('e')]);
  expect(made.count).toBe(3);
  expect(made.folders.get('a')!.folders.get('b')!.path).toBe('a/b');
});

it('takes a missing value for a difference', () => {
  expect(rows([{ a: '1', b: '2' }, { a: '1' }], (one) => one as Record<string, string>)).toEqual([
    { key: 'a', values: ['1', '1'], differs: false },
    { key: 'b', values: ['2', undefined], differs: true },
  ]);
});
