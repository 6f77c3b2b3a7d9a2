import { PassThrough } from 'node:stream';
import type { Evaluation } from '@mnist-adder/model';
import { expect, test } from 'vitest';
import type { TrainingEvent } from '@mnist-adder/trainer';
import { createProgress } from './progress.js';

const metrics = { loss: 0.51, digitLoss: 0.2, sumLoss: 0.31, digitAccuracy: 0.95, sumAccuracy: 0.9 };
const validation: Evaluation = {
  ...metrics,
  pairs: 120_000,
  bothAccuracy: 0.9,
  digitAccuracy: 0.99,
  sumAccuracy: 0.98,
};

const events: TrainingEvent[] = [
  { type: 'training-start', epochs: 2, stepsPerEpoch: 2, batchSize: 256, parameters: 1, step: 0 },
  { type: 'epoch-start', epoch: 0, index: 0 },
  { type: 'step', epoch: 0, index: 0, step: 0, learningRate: 0.01, metrics, gradientNorm: 1, imagesPerSecond: 4321 },
  { type: 'step', epoch: 0, index: 1, step: 1, learningRate: 0.01, metrics, gradientNorm: 1, imagesPerSecond: 4321 },
  { type: 'epoch-end', epoch: 0, step: 1, train: metrics, validation, imagesPerSecond: 4321, trainSeconds: 11.1 },
];

function show(env: Record<string, string>, shown = events): string {
  const stdout = new PassThrough({ encoding: 'utf8' });
  const progress = createProgress({ stdout, stderr: stdout, env });
  for (const event of shown) progress.show(event);
  progress.end();
  return String(stdout.read());
}

test('where standard output is no terminal, an epoch is one plain line', () => {
  expect(show({ LANG: 'C' })).toBe(
    'epoch 1/2 | train digit 95.00 % loss 0.200, sum 90.00 % loss 0.310 | validation digit 99.00 % loss 0.200, sum 98.00 % loss 0.310 | 4,321 images/s | 11.1 s\n',
  );
});

test('of a network that reads digits only there is no sum', () => {
  const digitsOnly = (event: TrainingEvent): TrainingEvent => {
    if (event.type !== 'epoch-end') return event;
    const { loss, digitLoss, digitAccuracy } = metrics;
    return {
      ...event,
      train: { loss, digitLoss, digitAccuracy },
      validation: { pairs: 1, loss, digitLoss, digitAccuracy },
    };
  };
  expect(show({ LANG: 'C' }, events.map(digitsOnly))).toBe(
    'epoch 1/2 | train digit 95.00 % loss 0.200 | validation digit 95.00 % loss 0.200 | 4,321 images/s | 11.1 s\n',
  );
});

test('with a locale that has it, in Unicode', () => {
  expect(show({ LANG: 'en_US.UTF-8' })).toMatch(/^epoch 1\/2 · train .*\n$/);
});
