import { Buffer } from 'node:buffer';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { labelOf, numberedDigits, numbersOf } from '../../test/numbered-digits.js';
import { splitDigits } from '../digits/split-digits.js';
import { pair, type Pairing, PAIRINGS } from './pair.js';
import { type CreateBatchesOptions, createBatches, type PairBatch } from './create-batches.js';

const SIZE = 103;
const digits = numberedDigits(SIZE);

function batchesOf(pairing: Pairing, options: CreateBatchesOptions) {
  return createBatches(pair(digits, { pairing, seed: options.seed ?? 0 }), options);
}

function imagesOf(batches: Iterable<PairBatch>): number[] {
  return [...batches].flatMap(({ images }) => numbersOf(images));
}

/** Everything in a batch as one string: far faster to compare than element by element. */
function bytesOf({ images, digits, addends, sums, ...numbers }: PairBatch): string {
  const arrays = [images, digits, addends, sums].map((bytes) => Buffer.from(bytes).toString('latin1'));
  return JSON.stringify([arrays, numbers]);
}

const settings = fc.record({
  pairing: fc.constantFrom(...PAIRINGS),
  batchSize: fc.integer({ min: 1, max: SIZE }),
  seed: fc.integer(),
  shuffle: fc.boolean(),
  remainder: fc.constantFrom('drop' as const, 'keep' as const),
});

test('a batch is the same in any order of requests', () => {
  fc.assert(
    fc.property(
      settings,
      fc.array(fc.tuple(fc.nat(3), fc.nat()), { minLength: 1, maxLength: 8 }),
      ({ pairing, ...options }, requests) => {
        const inOrder = batchesOf(pairing, options);
        const epochs = [0, 1, 2, 3].map((epoch) => [...inOrder.epoch(epoch)]);
        const random = batchesOf(pairing, options);
        for (const [epoch, number] of requests) {
          const index = number % random.perEpoch;
          expect(bytesOf(random.at(epoch, index))).toBe(bytesOf(epochs[epoch]![index]!));
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('a batch says of each of its images what it shows, what is added, and the sum', () => {
  fc.assert(
    fc.property(settings, fc.nat(5), ({ pairing, ...options }, epoch) => {
      const pairs = pair(digits, { pairing, seed: options.seed });
      const addends = pairs.addends(epoch);
      for (const batch of createBatches(pairs, options).epoch(epoch)) {
        const numbers = numbersOf(batch.images);
        const each = batch.addendsPerImage;
        expect(batch.size).toBe(numbers.length);
        expect([...batch.digits]).toEqual(numbers.map(labelOf));
        expect([...batch.addends]).toEqual(
          numbers.flatMap((number) => [...addends.subarray(number * each, (number + 1) * each)]),
        );
        expect([...batch.sums]).toEqual(
          Array.from(batch.addends, (addend, row) => batch.digits[Math.floor(row / each)]! + addend),
        );
      }
    }),
    { numRuns: 30 },
  );
});

test('with `keep`, an epoch has every image once and only its last batch is smaller', () => {
  fc.assert(
    fc.property(settings, fc.nat(5), ({ pairing, ...options }, epoch) => {
      const batches = [...batchesOf(pairing, { ...options, remainder: 'keep' }).epoch(epoch)];
      expect(imagesOf(batches).sort((a, b) => a - b)).toEqual(Array.from(digits.labels, (_, index) => index));
      for (const { size } of batches.slice(0, -1)) expect(size).toBe(options.batchSize);
    }),
    { numRuns: 30 },
  );
});

test('with `drop`, all batches have one size and no image comes twice', () => {
  const batches = batchesOf('fresh', { batchSize: 10 });
  const epoch = [...batches.epoch(0)];
  expect(batches.perEpoch).toBe(10);
  expect(epoch.map(({ size }) => size)).toEqual(new Array(10).fill(10));
  expect(new Set(imagesOf(epoch)).size).toBe(100);
});

describe('the order of the images', () => {
  test('is another in each epoch and with each seed, and leaves out other images', () => {
    const order = (seed: number, epoch: number) => imagesOf(batchesOf('all', { batchSize: 10, seed }).epoch(epoch));
    const orders = [order(0, 0), order(0, 1), order(1, 0), order(1, 1)];
    expect(new Set(orders.map((images) => images.join())).size).toBe(4);
    expect(new Set(orders.map((images) => images.toSorted((a, b) => a - b).join())).size).toBe(4);
  });

  test("is the set's own without `shuffle`", () => {
    const batches = batchesOf('all', { batchSize: 50, shuffle: false, remainder: 'keep' });
    for (const epoch of [0, 1]) {
      expect(imagesOf(batches.epoch(epoch))).toEqual(Array.from(digits.labels, (_, index) => index));
    }
  });

  test('has nothing to do with the addends drawn from the same seed', () => {
    const orders = [1, 2].map((pairSeed) =>
      imagesOf(createBatches(pair(digits, { pairing: 'fresh', seed: pairSeed }), { batchSize: 10, seed: 1 }).epoch(0)),
    );
    expect(orders[0]).toEqual(orders[1]);
  });
});

test('a batch is a copy, and an epoch can be gone through again', () => {
  const epoch = batchesOf('fixed', { batchSize: 20 }).epoch(0);
  const [first] = epoch;
  const untouched = { ...first!, images: first!.images.slice(), addends: first!.addends.slice() };
  first!.images.fill(255);
  first!.addends.fill(9);
  expect([...epoch][0]).toEqual(untouched);
});

test('stays the batch it was: a stopped run goes on with the batches it would have had', () => {
  const { images, addends } = batchesOf('fresh', { batchSize: 8, seed: 1 }).at(2, 3);
  expect({ images: numbersOf(images), addends: [...addends] }).toEqual({
    addends: [6, 9, 1, 9, 2, 2, 5, 3],
    images: [76, 0, 38, 36, 93, 87, 33, 31],
  });
});

test('a larger batch than the set is refused where it would leave no batch', () => {
  expect(() => batchesOf('all', { batchSize: SIZE + 1 })).toThrow('batchSize is 104: give an integer from 1 to 103.');
  expect(batchesOf('all', { batchSize: SIZE + 1, remainder: 'keep' }).at(0, 0).size).toBe(SIZE);
});

test('refuses what it cannot work with', () => {
  for (const batchSize of [0, -1, 2.5, Number.NaN]) {
    for (const remainder of ['drop', 'keep'] as const) {
      expect(() => batchesOf('all', { batchSize, remainder })).toThrow(`batchSize is ${batchSize}: give an integer`);
    }
  }
  expect(() => batchesOf('all', { batchSize: 1, remainder: 'pad' as 'drop' })).toThrow(
    'remainder is "pad": give one of drop, keep.',
  );
  expect(() => createBatches(pair(digits, { pairing: 'all' }), { batchSize: 1, seed: 0.5 })).toThrow('seed is 0.5');
  const batches = batchesOf('all', { batchSize: 10 });
  expect(() => batches.at(0, 10)).toThrow('index is 10: give an integer from 0 to 9.');
  expect(() => batches.at(-1, 0)).toThrow('epoch is -1: give an integer of at least 0.');
  expect(() => batches.epoch(0.5)).toThrow('epoch is 0.5');
});

test('refuses options that do not exist and sets that are none', () => {
  const digits = numberedDigits(4);
  const pairs = pair(digits, { pairing: 'none' });
  const options = { batchSize: 2, suffle: true };
  expect(() => createBatches(pairs, options)).toThrow('options.suffle is true: give one of batchSize, seed,');
  const wrong = { ...digits, labels: new Uint8Array(4).fill(77) };
  expect(() => pair(wrong, { pairing: 'none' })).toThrow('digits.labels: expected labels from 0 to 9, found 77');
  expect(() => splitDigits(wrong)).toThrow('digits.labels: expected labels from 0 to 9, found 77');
});
