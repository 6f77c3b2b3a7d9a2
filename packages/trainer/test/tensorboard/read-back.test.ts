import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findPython } from '../../../tensorboard/test/python/find-python.js';
import { readBack } from '../../../tensorboard/test/python/reader.js';
import type { EpochEnd, StepEnd } from '../../src/loop/events.js';
import { findRecipe } from '../../src/recipes/recipes.js';
import { createTensorBoardWriter } from '../../src/tensorboard/tensorboard-writer.js';

const reader = findPython('packages/tensorboard/test/python/requirements.txt', 'tensorboard');
const START = 1_767_225_600;
const RECIPE = findRecipe('adder-fast');

const scoresOf = (loss: number) => ({
  pairs: 100,
  loss,
  digit: { accuracy: 0.5, loss: loss / 4 },
  sum: { accuracy: 0.25, loss: loss / 2 },
});
const stepEnd = (step: number, loss: number): StepEnd => ({
  type: 'step',
  epoch: Math.floor(step / 4),
  index: step % 4,
  step,
  learningRate: 0.125,
  scores: scoresOf(loss),
  gradientNorm: 1.5,
  imagesPerSecond: 5000,
});
const epochEnd = (step: number): EpochEnd => ({
  type: 'epoch-end',
  epoch: Math.floor(step / 4),
  step,
  train: scoresOf(2),
  validation: { ...scoresOf(1), both: { accuracy: 0.125 } },
  imagesPerSecond: 4000,
  trainSeconds: 0.5,
});

function readsBack(python: string): void {
  let folder: string;
  let seconds: number;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tensorboard-'));
    seconds = START;
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const openWriter = (step = 0) =>
    createTensorBoardWriter(folder, { step, now: () => seconds++, hostname: 'host', pid: 1 });
  const read = () => readBack(python, folder);
  const points = (tag: string) => read().series[tag]!.values.map(({ step, value }) => [step, value]);

  test('reads the scalars of steps and epochs', async () => {
    const writer = openWriter();
    for (let step = 0; step < 4; step++) writer.onEvent(stepEnd(step, 4 - step));
    writer.onEvent(epochEnd(3));
    await writer.close();
    const { versions, series } = read();
    expect(versions).toEqual(['brain.Event:2']);
    const names = ['loss', 'digit_loss', 'digit_accuracy', 'sum_loss', 'sum_accuracy'];
    expect(Object.keys(series).sort()).toEqual(
      [
        ...[...names, 'learning_rate', 'gradient_norm', 'images_per_second'].map((name) => `step/${name}`),
        ...[...names, 'images_per_second', 'seconds'].map((name) => `train/${name}`),
        ...[...names, 'both_accuracy'].map((name) => `validation/${name}`),
      ].sort(),
    );
    for (const { plugin, dataClass } of Object.values(series)) {
      expect([plugin, dataClass]).toEqual(['scalars', 'DATA_CLASS_SCALAR']);
    }
    expect(points('step/loss')).toEqual([
      [0, 4],
      [1, 3],
      [2, 2],
      [3, 1],
    ]);
    expect(points('step/learning_rate')[0]).toEqual([0, 0.125]);
    expect(points('train/loss')).toEqual([[3, 2]]);
    expect(points('validation/both_accuracy')).toEqual([[3, 0.125]]);
    expect(series['step/loss']!.values[0]!.wallTime).toBeGreaterThan(START);
  });

  test('reads histograms of weights', async () => {
    const writer = openWriter();
    const kernel = Float32Array.from({ length: 300 }, (_, i) => i);
    writer.onEvent({ type: 'weights', step: 3, weights: new Map([['dense/kernel', kernel]]) });
    await writer.close();
    const { plugin, dataClass, values } = read().series['weights/dense/kernel']!;
    expect([plugin, dataClass, values[0]!.step]).toEqual(['histograms', 'DATA_CLASS_TENSOR', 3]);
    const buckets = values[0]!.value as [number, number, number][];
    expect(buckets).toHaveLength(30);
    expect(buckets[0]).toEqual([0, expect.closeTo(299 / 30), 10]);
    expect(buckets[29]).toEqual([expect.closeTo((29 * 299) / 30), 299, 10]);
  });

  test('reads the examples as an image, with what it shows', async () => {
    const writer = openWriter();
    const pixels = new Uint8Array(784).fill(128);
    await writer.examples(8, [
      { pixels, label: 7, digit: 7, addend: 5, sum: 12 },
      { pixels, label: 7, digit: 1, addend: 9, sum: 10 },
    ]);
    await writer.close();
    const { plugin, dataClass, description, values } = read().series['test/examples']!;
    expect([plugin, dataClass]).toEqual(['images', 'DATA_CLASS_BLOB_SEQUENCE']);
    expect(description).toContain('A cross marks a wrong answer');
    const { width, height, size, mode } = values[0]!.value as Record<string, unknown>;
    expect(size).toEqual([width, height]);
    expect(mode).toBe('RGB');
  });

  test('reads the settings: as a text, for comparing runs, and the charts that fit the network', async () => {
    const writer = openWriter();
    writer.recipe(RECIPE, { seed: 7, backend: 'onnx' });
    await writer.close();
    const { series } = read();
    const valueOf = (tag: string) => series[tag]!.values[0]!.value;
    expect(valueOf('recipe')).toMatch(
      /^\| setting \| value \|\n\| --- \| --- \|\n\| seed \| 7 \|\n\| backend \| onnx \|\n/,
    );
    expect(valueOf('_hparams_/session_start_info')).toMatchObject({
      recipe: 'adder-fast',
      seed: 7,
      backend: 'onnx',
      'training.batchSize': 256,
      'training.optimizer.type': 'adam',
    });
    expect(valueOf('custom_scalars__config__')).toContain('Accuracy of the sum');
  });

  test('forgets what was written beyond the step at which a run goes on', async () => {
    const first = openWriter();
    first.recipe(RECIPE);
    for (let step = 0; step < 4; step++) first.onEvent(stepEnd(step, 10 + step));
    first.onEvent(epochEnd(3));
    for (let step = 4; step < 7; step++) first.onEvent(stepEnd(step, 10 + step));
    first.onEvent({ type: 'weights', step: 6, weights: new Map([['dense/kernel', new Float32Array(3)]]) });
    await first.close();
    expect(points('step/loss').at(-1)).toEqual([6, 16]);

    // It was killed, its last checkpoint is from after step 4, and the clock has been set back since.
    seconds = START - 3600;
    const second = openWriter(5);
    second.recipe(RECIPE);
    second.onEvent(stepEnd(5, 25));
    await second.close();
    const { versions, series } = read();
    expect(versions).toEqual(['brain.Event:2', 'brain.Event:2']);
    expect(points('step/loss')).toEqual([
      [0, 10],
      [1, 11],
      [2, 12],
      [3, 13],
      [4, 14],
      [5, 25],
    ]);
    expect(points('train/loss')).toEqual([[3, 2]]);
    expect(series['weights/dense/kernel']!.values).toEqual([]);
    expect(points('recipe').map(([step]) => step)).toEqual([0, 5]);
  });

  test('forgets everything where a run begins again before its first checkpoint', async () => {
    for (const loss of [10, 20]) {
      const writer = openWriter();
      writer.recipe(RECIPE);
      for (let step = 0; step < (loss === 10 ? 3 : 2); step++) writer.onEvent(stepEnd(step, loss + step));
      await writer.close();
    }
    expect(points('step/loss')).toEqual([
      [0, 20],
      [1, 21],
    ]);
    expect(points('recipe')).toHaveLength(1);
  });

  test('reads what is whole of a file whose writer was killed', async () => {
    const writer = openWriter();
    for (let step = 0; step < 3; step++) writer.onEvent(stepEnd(step, step));
    await writer.close();
    appendFileSync(join(folder, readdirSync(folder)[0]!), Buffer.from([200, 0, 0, 0, 0, 0, 0, 0, 1, 2]));
    expect(points('step/loss')).toHaveLength(3);
  });

  test('shows every step, with the option that the documentation names', async () => {
    const steps = 1500;
    const writer = openWriter();
    for (let step = 0; step < steps; step++) writer.onEvent(stepEnd(step, step));
    await writer.close();
    const page = readFileSync(new URL('../../../../docs/training.md', import.meta.url), 'utf8');
    const option = /--samples_per_plugin scalars=[1-9]\d*/.exec(page)![0].split(' ');
    expect(await pointsOnPage(python, folder, steps - 1)).toBe(1000);
    expect(await pointsOnPage(python, folder, steps - 1, ...option)).toBe(steps);
  });
}

/** Starts TensorBoard, and asks its page's own interface how many points it shows of a series that ends with a step. */
async function pointsOnPage(python: string, folder: string, last: number, ...options: readonly string[]) {
  const args = ['-m', 'tensorboard.main', '--logdir', folder, '--port', '0', '--host', '127.0.0.1', ...options];
  const server = spawn(python, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  try {
    let text = '';
    let address: string | undefined;
    for await (const chunk of server.stderr) {
      text += String(chunk);
      address = /http:\/\/[\d.]+:\d+\//.exec(text)?.[0];
      if (address !== undefined) break;
    }
    if (address === undefined) throw new Error(text);
    // It answers before it has read the files.
    for (;;) {
      const answer = await fetch(`${address}data/plugin/scalars/scalars?run=.&tag=step/loss`);
      const points = answer.ok ? ((await answer.json()) as readonly (readonly [time: number, step: number])[]) : [];
      if (points.at(-1)?.[1] === last) return points.length;
      await setTimeout(50);
    }
  } finally {
    const ended = once(server, 'close');
    server.kill();
    await ended;
  }
}

if ('reason' in reader) test.skip(`TensorBoard is not here: ${reader.reason}`);
else
  describe('the real TensorBoard', () => {
    readsBack(reader.python);
  });
