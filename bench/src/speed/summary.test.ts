import { expect, test } from 'vitest';
import type { Performance } from '../contest/interleave.js';
import { durationRatios, latency, rateRatios, throughput } from './summary.js';

const performance = (rounds: number[][], kind: 'ours' | 'peer' = 'ours', name = 'onnx'): Performance => ({
  contestant: { name, kind, command: '', args: [], batchSize: 10 },
  description: 'a backend',
  check: [],
  rounds,
});

test('images per second are those of the middle round', () => {
  const rounds = [[100, 100], [50, 50, 50, 50], [10]];
  expect(throughput(performance(rounds))).toEqual({
    name: 'onnx',
    kind: 'ours',
    description: 'a backend',
    batchSize: 10,
    imagesPerSecond: 200,
    rounds: [100, 200, 1000],
  });
});

test('latencies are those of all runs', () => {
  expect(latency(performance([[1, 2, 9], [3]]))).toMatchObject({
    medianMilliseconds: 2.5,
    percentile99Milliseconds: 9,
    rounds: [2, 3],
  });
});

test('a ratio is the median of the rounds’ ratios, so that a slow round counts little', () => {
  const ours = throughput(performance([[10], [100], [10]]));
  const peer = throughput(performance([[20], [200], [10]], 'peer', 'pytorch'));
  expect(rateRatios([ours, peer])).toEqual([{ ours: 'onnx', peer: 'pytorch', ratio: 2 }]);
});

test('a ratio of durations is the other way round, so that 2 is twice as fast', () => {
  const ours = latency(performance([[1], [1]]));
  const peer = latency(performance([[2], [2]], 'peer', 'python'));
  expect(durationRatios([ours, peer])).toEqual([{ ours: 'onnx', peer: 'python', ratio: 2 }]);
});

test('one that ran once has none', () => {
  const slow = throughput(performance([[10]]));
  expect(rateRatios([slow, throughput(performance([[20], [20]], 'peer', 'pytorch'))])).toEqual([]);
});
