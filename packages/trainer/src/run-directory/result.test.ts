import { expect, test } from 'vitest';
import { defaultRunName } from './result.js';

test('a run is named for its recipe and the time in UTC', () => {
  expect(defaultRunName('adder-fast', new Date('2026-01-02T03:04:05.678Z'))).toBe('adder-fast-20260102T030405Z');
});
