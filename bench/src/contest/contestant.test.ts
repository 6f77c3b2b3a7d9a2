import { expect, test } from 'vitest';
import { checkSameNetwork, type Ready } from './contestant.js';

const entry = (name: string, ready: Partial<Ready>) => ({
  contestant: { name, kind: 'peer' as const, command: '', args: [], batchSize: 1 },
  ready: { description: name, parameters: 10, check: [5.1, 0.2], ...ready },
});
const check = (ready: Partial<Ready>) => {
  checkSameNetwork([entry('slow', { check: [] }), entry('ours', {}), entry('theirs', ready)], 1e-3);
};

test('numbers that are nearly equal come from the same network', () => {
  check({ check: [5.1004, 0.2009] });
});

test.each<[Partial<Ready>, string]>([
  [{ parameters: 11 }, '10 parameters and 11'],
  [{ check: [5.1, 0.202] }, 'number 1 is 0.2 and 0.202'],
  [{ check: [5.11, 0.2] }, 'number 0 is 5.1 and 5.11'],
  [{ check: [NaN, 0.2] }, 'number 0'],
  [{ check: [5.1] }, '2 numbers to compare and 1'],
])('others do not: %j', (ready, message) => {
  expect(() => {
    check(ready);
  }).toThrow('ours and theirs do not calculate the same');
  expect(() => {
    check(ready);
  }).toThrow(message);
});
