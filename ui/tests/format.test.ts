import { describe, expect, it } from 'vitest';
import { bytes, duration, metric, middleCut, moment } from '../src/format';

describe('numbers', () => {
  it.each([
    [0.93481234, '0.9348'],
    [0, '0'],
    [3.1e-5, '3.1e-5'],
    [1e-10, '1e-10'],
    [1234567, '1.235e6'],
    [1000000, '1e6'],
    [12345, '12,345'],
    [12.5, '12.5'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-Inf'],
  ])('writes the metric %s as %s', (value, text) => expect(metric(value)).toBe(text));

  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [98_750_000, '94.2 MiB'],
  ])('writes %s bytes as %s', (value, text) => expect(bytes(value)).toBe(text));

  it.each([
    [840, '840 ms'],
    [4_200, '4.2 s'],
    [59_000, '59 s'],
    [61_000, '1m 01s'],
    [3_840_000, '1h 04m'],
    [90_000_000, '1d 01h'],
  ])('writes %s milliseconds as %s', (value, text) => expect(duration(value)).toBe(text));
});

describe('times', () => {
  const now = Date.parse('2026-11-22T14:00:00Z');
  it('are relative for seven days', () => {
    expect(moment('2026-11-22T13:57:00Z', now)).toBe('3 min ago');
    expect(moment('2026-11-22T13:59:30Z', now)).toBe('just now');
    expect(moment('2026-11-17T14:00:00Z', now)).toBe('5 d ago');
  });
  it('are dates before, and in the future', () => {
    expect(moment('2026-10-01T12:00:00Z', now)).toMatch(/^2026-10-01 \d\d:00$/);
    expect(moment('2026-11-23T12:00:00Z', now)).toMatch(/^2026-11-2\d /);
  });
});

it('cuts long names in the middle', () => {
  expect(middleCut('abcdefghij', 5)).toBe('ab…ij');
  expect(middleCut('short', 5)).toBe('short');
});
