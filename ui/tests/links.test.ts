import { describe, expect, it } from 'vitest';
import { fileLink, mlflowLink, parsePath, runLink, webLink } from '../src/links';

describe('links that mlflow prints', () => {
  it.each([
    ['#/experiments/3/runs/abc', '/r/abc'],
    ['#/experiments/3', '/p/3'],
    ['#/experiments/3?workspace=x', '/p/3'],
    ['#/experiments/3/runs/abc/model-metrics', '/r/abc/metrics'],
    ['#/experiments/3/runs/abc/artifacts/model/MLmodel', '/r/abc/artifacts'],
    ['#/experiments/3/evaluation-runs?selectedRunUuid=abc', '/r/abc/artifacts'],
    ['#/experiments/3/traces', '/p/3'],
    ['#/runs/abc', '/r/abc'],
    ['#/compare-runs?runs=["a","b"]&experiments=["1"]', '/compare?runs=a,b'],
    ['#/compare-runs?runs=broken', '/runs'],
  ])('%s opens %s', (hash, to) => expect(mlflowLink(hash)).toBe(to));
  it.each(['', '#main', '#/models/x'])('%s is left alone', (hash) => expect(mlflowLink(hash)).toBeNull());
});

it('reads the addresses it writes', () => {
  expect(parsePath(runLink('a/b', 'metrics'))).toEqual({ page: 'run', run: 'a/b', tab: 'metrics' });
  expect(parsePath('/p/7')).toEqual({ page: 'explorer', project: '7' });
  expect(parsePath('/elsewhere')).toEqual({ page: 'unknown' });
});

it('keeps every part of a file name in its place', () => expect(fileLink('r', 'a b/../?#%.txt')).toBe('/api/v1/runs/r/files/a%20b/../%3F%23%25.txt'));

it('lets a browser follow http and https alone', () => {
  expect(webLink('https://example.org/x')).toBe('https://example.org/x');
  for (const text of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', ' https://x', '//x']) expect(webLink(text)).toBeNull();
});
