import { readMnist } from '@mnist-adder/dataset/node';
import { eagerExecutor, type Checkpoint } from '@mnist-adder/trainer';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { modelAt } from './model-at.js';
import { createPause } from './pause.js';
import type { TrainingOrder, TrainingUpdate } from './protocol.js';
import { runTraining } from './run-training.js';

beforeAll(() => tf.setBackend('cpu'));
afterEach(() => {
  tf.disposeVariables();
});

const { train: mnist } = await readMnist();
const some = (from: number, to: number) => ({
  images: mnist.images.slice(from * 784, to * 784),
  labels: mnist.labels.slice(from, to),
  size: to - from,
});
const data = { train: some(0, 64), validation: some(64, 164) };

/** Two epochs of four steps, with averages to carry on. */
const ORDER: TrainingOrder = {
  recipe: 'exact-fast',
  settings: {
    network: { backbone: { type: 'mlp', hidden: [12, 8] } },
    training: { batchSize: 16, averaging: { decay: 0.5 }, keep: 'last' },
  },
  epochs: 2,
  seed: 1,
  images: 64,
  backend: 'wasm',
  digits: { images: '', labels: '', sizeBytes: 0, digests: {} },
};

interface RunOptions {
  readonly order?: TrainingOrder;
  readonly from?: Checkpoint | undefined;
  /** Stops it before so many of its own steps. */
  readonly stopBefore?: number;
}

/** Trains on a clock that has moved on by a second whenever it is read, so that there is a checkpoint and a look at every step. */
async function run({ order = ORDER, from, stopBefore = Infinity }: RunOptions = {}) {
  const updates: TrainingUpdate[] = [];
  const stopping = new AbortController();
  let time = 0;
  const trained = await runTraining(
    order,
    { data, executor: eagerExecutor(), from },
    {
      onUpdate(update) {
        updates.push(update);
        if (update.type === 'look' && updates.filter(({ type }) => type === 'look').length >= stopBefore)
          stopping.abort();
      },
      pause: createPause(() => time++),
      signal: stopping.signal,
      own: () => ({ pixels: data.validation.images.slice(0, 784), addend: 3 }),
      packageVersion: '0.0.0',
    },
  );
  const of = <Type extends TrainingUpdate['type']>(type: Type) =>
    updates.filter((update): update is Extract<TrainingUpdate, { type: Type }> => update.type === type);
  return { trained: trained!, updates, of };
}

const checkpointAt = ({ of }: Awaited<ReturnType<typeof run>>, step: number) =>
  of('checkpoint').find(({ checkpoint }) => checkpoint.state.step === step)!.checkpoint;

test('a run that goes on from any of its checkpoints ends with the same bytes', async () => {
  const whole = await run();
  expect(whole.trained).toMatchObject({ isFinished: true, step: 8 });
  for (const step of [1, 4, 6]) {
    const { trained, of } = await run({ from: structuredClone(checkpointAt(whole, step)) });
    expect(trained.files).toEqual(whole.trained.files);
    expect(of('steps').flatMap(({ points }) => points)[0]!.step).toBe(step + 1);
  }
});

test('it goes on with another learning rate, or for more epochs, and ends with others', async () => {
  const whole = await run();
  const { settings } = ORDER;
  const slower = {
    ...ORDER,
    settings: { ...settings, training: { ...settings.training, learningRate: { peak: 0.001 } } },
  };
  const from = checkpointAt(whole, 4);
  const changed = await run({ order: slower, from });
  expect(changed.trained.step).toBe(8);
  expect(changed.trained.files.weights).not.toEqual(whole.trained.files.weights);
  expect((await run({ order: { ...ORDER, epochs: 3 }, from })).trained.step).toBe(12);
  const wider = {
    ...ORDER,
    settings: { ...settings, network: { backbone: { type: 'mlp' as const, hidden: [13, 8] } } },
  };
  await expect(run({ order: wider, from })).rejects.toThrow('a checkpoint of other variables');
});

test('a run that is stopped has what it learned so far, and can go on', async () => {
  const whole = await run();
  const stopped = await run({ stopBefore: 4 });
  expect(stopped.trained).toMatchObject({ isFinished: false, step: 4 });
  const { checkpoint } = stopped.of('checkpoint').at(-1)!;
  expect((await run({ from: checkpoint })).trained.files).toEqual(whole.trained.files);
});

test('the model at a checkpoint is the one that training stopped there would have', async () => {
  const stopped = await run({ stopBefore: 3 });
  const { checkpoint } = stopped.of('checkpoint').at(-1)!;
  const scores = { pairs: 1, loss: 0, digit: { accuracy: 1, loss: 0 } };
  const { weights } = await modelAt(ORDER, checkpoint, { scores, packageVersion: '0.0.0' });
  expect(weights).toEqual(stopped.trained.files.weights);
});

test('validation images and the own drawing are read between steps, and the misread ones are shown', async () => {
  const { of } = await run();
  const looks = of('look');
  expect(looks).toHaveLength(8);
  for (const { images, own } of looks) {
    expect(images.map(({ digit }) => digit)).toEqual([...images.map(({ digit }) => digit)].sort((a, b) => a - b));
    expect(images).toHaveLength(40);
    expect(own).toMatchObject({ pixels: data.validation.images.slice(0, 784), addend: 3 });
    expect(own!.sum).toBe(own!.digit.indexOf(Math.max(...own!.digit)) + 3);
    expect(own!.digit.reduce((a, b) => a + b)).toBeCloseTo(1, 4);
  }
  const { misread, point } = of('validation').at(-1)!;
  expect(misread).toHaveLength(Math.min(40, Math.round((1 - point.scores.digit.accuracy) * 100)));
  expect(misread.every(({ digit, read }) => digit !== read)).toBe(true);
  const counts = of('confusion').at(-1)!.counts;
  expect(counts.reduce((a, b) => a + b)).toBe(100);
});
