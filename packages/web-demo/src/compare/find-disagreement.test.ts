import { expect, test } from 'vitest';
import { findDisagreement } from './find-disagreement.js';

/** Sums of a network that reads a digit and adds; with some addends it adds one too many. */
const sumsOf = (digit: number, wrong: readonly number[] = []) => {
  const sums = new Float32Array(190);
  for (let addend = 0; addend < 10; addend++) sums[addend * 19 + digit + addend + Number(wrong.includes(addend))] = 1;
  return sums;
};

const search = (sumsOfSample: (sample: number) => Float32Array[], more = {}) =>
  findDisagreement({
    samples: [4, 2, 7],
    addend: 5,
    sumsOf: (sample) => Promise.resolve(sumsOfSample(sample)),
    ...more,
  });

test('the first sample is found that networks answer differently, with the chosen addend if it shows the difference', async () => {
  expect(await search((sample) => [sumsOf(3), sumsOf(3, sample === 2 ? [1, 5] : [])])).toEqual({
    sample: 2,
    addend: 5,
  });
  expect(await search((sample) => [sumsOf(3), sumsOf(3), sumsOf(3, sample === 7 ? [1] : [])])).toEqual({
    sample: 7,
    addend: 1,
  });
});

test('networks that agree are looked at to the end', async () => {
  const done: number[] = [];
  expect(
    await search(() => [sumsOf(3), sumsOf(3)], { onProgress: (count: number) => done.push(count) }),
  ).toBeUndefined();
  expect(done).toEqual([1, 2, 3]);
});

test('an aborted search ends', async () => {
  const abort = new AbortController();
  const onProgress = () => {
    abort.abort();
  };
  let asked = 0;
  const counted = () => {
    asked += 1;
    return [sumsOf(3)];
  };
  expect(await search(counted, { onProgress, signal: abort.signal })).toBeUndefined();
  expect(asked).toBe(1);
});
