import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import type { Scores } from '@mnist-adder/model';
import type { TrainingEvent } from '@mnist-adder/trainer';
import { expect, test } from 'vitest';
import { createProgress } from './progress.js';

const scores: Scores = {
  pairs: 2560,
  loss: 0.51,
  digit: { accuracy: 0.95, loss: 0.2 },
  sum: { accuracy: 0.9, loss: 0.31 },
};
const validation: Scores = {
  pairs: 120_000,
  loss: 0.51,
  digit: { accuracy: 0.99, loss: 0.2 },
  sum: { accuracy: 0.98, loss: 0.31 },
  both: { accuracy: 0.9 },
};

const events: TrainingEvent[] = [
  { type: 'training-start', epochs: 2, stepsPerEpoch: 2, batchSize: 256, parameters: 1, step: 0 },
  { type: 'epoch-start', epoch: 0, index: 0 },
  { type: 'step', epoch: 0, index: 0, step: 0, learningRate: 0.01, scores, gradientNorm: 1, imagesPerSecond: 4321 },
  { type: 'step', epoch: 0, index: 1, step: 1, learningRate: 0.01, scores, gradientNorm: 1, imagesPerSecond: 4321 },
  { type: 'epoch-end', epoch: 0, step: 1, train: scores, validation, imagesPerSecond: 4321, trainSeconds: 11.1 },
];

function show(env: Record<string, string>, shown = events): string {
  const stdout = new PassThrough({ encoding: 'utf8' });
  const progress = createProgress({ stdout, stderr: stdout, env });
  for (const event of shown) progress.show(event);
  progress.end();
  return String(stdout.read());
}

test('without a terminal, an epoch is one plain line', () => {
  expect(show({ LANG: 'C' })).toBe(
    'epoch 1/2 | train digit 95.00 % loss 0.200, sum 90.00 % loss 0.310 | validation digit 99.00 % loss 0.200, sum 98.00 % loss 0.310 | 4,321 images/s | 11.1 s\n',
  );
});

test('a network that reads digits only has no sum', () => {
  const digitsOnly = ({ pairs, loss, digit }: Scores): Scores => ({ pairs, loss, digit });
  const shown = events.map((event) =>
    event.type === 'epoch-end'
      ? { ...event, train: digitsOnly(event.train), validation: digitsOnly(event.validation) }
      : event,
  );
  expect(show({ LANG: 'C' }, shown)).toBe(
    'epoch 1/2 | train digit 95.00 % loss 0.200 | validation digit 99.00 % loss 0.200 | 4,321 images/s | 11.1 s\n',
  );
});

test('in a UTF-8 locale, it is in Unicode', () => {
  expect(show({ LANG: 'en_US.UTF-8' })).toMatch(/^epoch 1\/2 · train .*\n$/);
});

/** What a terminal of this width is shown. */
function draw(columns: number): string {
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY: true, columns });
  const progress = createProgress({ stdout: stream, stderr: stream, env: { LANG: 'C.UTF-8', TERM: 'xterm' } });
  for (const event of events) progress.show(event);
  return stripVTControlCharacters(String(stream.read()));
}

test.each([
  [40, /^epoch 1\/2 ░+ 0%epoch/, /100%epoch/],
  [80, /^epoch 1\/2 ░+ 0%epoch/, /█{9,} 100% · loss 0\.510 · digit 95\.00 %epoch/],
  [120, /^epoch 1\/2 ░+ 0%epoch/, /loss 0\.510 · digit 95\.00 % · 4,321 images\/s · sum 90\.00 %epoch/],
])('a bar in %d columns shows nothing that is not known, then as much as fits', (columns, first, last) => {
  const text = draw(columns);
  expect(text).toMatch(first);
  expect(text).toMatch(last);
  expect(text).not.toMatch(/undefined|NaN| -/);
});
