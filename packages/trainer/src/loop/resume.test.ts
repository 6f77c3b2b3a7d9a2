import { ArgumentError, type DigitSet } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import { createAdder } from '@mnist-adder/model';
import { variableOf } from '@mnist-adder/model/internal';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as ort from 'onnxruntime-node';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { memoryCheckpoints, type Checkpoint, type CheckpointStore } from '../checkpoint/checkpoint.js';
import { compiledExecutor } from '../executor/compiled-executor.js';
import { changeSettings } from '../recipe/change-settings.js';
import type { Recipe } from '../recipe/recipe.js';
import { findRecipe } from '../recipes/recipes.js';
import type { TrainingEvent } from './events.js';
import { train, type TrainOptions } from './train.js';

let data: TrainOptions['data'];
beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const { images, labels } = (await readMnist()).train;
  const take = (from: number, to: number) => ({
    images: images.slice(from * 784, to * 784),
    labels: labels.slice(from, to),
    size: to - from,
  });
  data = { train: take(0, 64), validation: take(64, 84) };
});
afterEach(() => {
  tf.disposeVariables();
});

/** Two epochs of four steps, with masks, moving statistics and slots to carry on. */
const recipe = (...settings: [path: string, value: string][]) =>
  changeSettings(
    findRecipe('identity-adder'),
    [['network.backbone.filters', '[2,2,2]'], ['training.epochs', '2'], ['training.batchSize', '16'], ...settings].map(
      ([path, value]) => ({ path: path!, value: value! }),
    ),
  );

interface RunOptions extends Partial<TrainOptions> {
  readonly recipe?: Recipe;
  readonly stopBefore?: number;
}

async function run(options: RunOptions = {}) {
  const { seed = 1, stopBefore, ...given } = options;
  const settings = options.recipe ?? recipe();
  const model = createAdder(settings.network, { seed });
  const events: TrainingEvent[] = [];
  const interruption = new AbortController();
  if (stopBefore === 0) interruption.abort('SIGINT');
  let clock = 0;
  const outcome = await train({
    recipe: settings,
    model,
    data,
    seed,
    evaluationBatchSize: 10,
    signal: interruption.signal,
    executor: compiledExecutor(ort, { logSeverityLevel: 3, intraOpNumThreads: 1, interOpNumThreads: 1 }),
    now: () => clock++,
    ...given,
    onEvent(event) {
      events.push(event);
      const answer = options.onEvent?.(event);
      if (event.type === 'step' && event.step + 1 === stopBefore) interruption.abort('SIGINT');
      return answer;
    },
  });
  const weights = model.weights.map((weight) => bytesOf(variableOf(weight).dataSync()));
  model.dispose();
  return { events, weights, ...outcome };
}

const bytesOf = ({ buffer, byteOffset, byteLength }: NodeJS.TypedArray) =>
  Buffer.from(buffer, byteOffset, byteLength).toString('hex');

/** The step events without what depends on the clock. */
const steps = (events: readonly TrainingEvent[]) =>
  events.flatMap((event) => (event.type === 'step' ? [{ step: event.step, scores: event.scores }] : []));
const epochs = (events: readonly TrainingEvent[]) =>
  events.flatMap((event) =>
    event.type === 'epoch-end' ? [{ step: event.step, train: event.train, validation: event.validation }] : [],
  );

/** Checkpoints of which all are kept. */
function keepAll(): CheckpointStore & { readonly all: Checkpoint[] } {
  const all: Checkpoint[] = [];
  return {
    all,
    // As a file would have it.
    write: (checkpoint) => Promise.resolve(void all.push(structuredClone(checkpoint))),
    read: (step) => Promise.resolve(all.find(({ state }) => state.step === step)!),
  };
}

describe('a training that is resumed', () => {
  test('goes on, from every step that it may have stopped at, to the same bytes', async () => {
    const settings = recipe(['training.batchSize', '32']);
    const whole = await run({ recipe: settings });
    expect(steps(whole.events)).toHaveLength(4);
    for (let stopBefore = 0; stopBefore <= 4; stopBefore++) {
      const checkpoints = keepAll();
      const first = await run({ recipe: settings, stopBefore, checkpoints });
      // After the last step of an epoch it is measured first.
      expect(first.end).toBe(stopBefore === 4 ? 'finished' : 'interrupted');
      const second = await run({ recipe: settings, checkpoints, resumeFrom: checkpoints.all.at(-1)! });
      expect(second.weights).toEqual(whole.weights);
      expect([...steps(first.events), ...steps(second.events)]).toEqual(steps(whole.events));
      expect([...epochs(first.events), ...epochs(second.events)]).toEqual(epochs(whole.events));
      expect(second.trainSeconds).toBe(whole.trainSeconds);
    }
  });

  test('goes on from any checkpoint that was taken, by the clock or after an epoch', async () => {
    const checkpoints = keepAll();
    const whole = await run({ checkpoints, checkpointSeconds: 0 });
    expect(checkpoints.all.map(({ state }) => state.step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    for (const resumeFrom of checkpoints.all) expect((await run({ resumeFrom })).weights).toEqual(whole.weights);
    const rare = keepAll();
    await run({ checkpoints: rare, checkpointSeconds: 1000 });
    expect(rare.all.map(({ state }) => state.step)).toEqual([4, 8]);
  });
});

describe('a checkpoint of another training is refused', () => {
  let checkpoint: Checkpoint;
  beforeAll(async () => {
    const checkpoints = keepAll();
    await run({ stopBefore: 1, checkpoints });
    checkpoint = checkpoints.all[0]!;
    tf.disposeVariables();
  });
  const brighter = (set: DigitSet) => ({ ...set, images: set.images.with(400, set.images[400]! ^ 1) });

  test.each<[string, () => RunOptions, string]>([
    ['seed', () => ({ seed: 2 }), 'with seed 1: give one of this training, with seed 2.'],
    ['images', () => ({ data: { ...data, train: brighter(data.train) } }), 'data.train "64 images (checksum'],
    ['validation set', () => ({ data: { ...data, validation: data.train } }), 'data.validation "20 images (checksum'],
    [
      'batch size',
      () => ({ recipe: recipe(['training.batchSize', '32']) }),
      'with recipe.training.batchSize 16: give one of this training, with recipe.training.batchSize 32.',
    ],
    [
      'length',
      () => ({ recipe: recipe(['training.epochs', '3']) }),
      'with recipe.training.epochs 2: give one of this training, with recipe.training.epochs 3.',
    ],
    [
      'optimizer',
      () => ({ recipe: recipe(['training.optimizer.type', 'sgd']) }),
      'recipe.training.optimizer.type "sgd".',
    ],
    [
      'regularisation',
      () => ({ recipe: recipe(['training.clipNorm', '1']) }),
      'with recipe.training.clipNorm none: give one of this training, with recipe.training.clipNorm 1.',
    ],
  ])('of another %s', async (_, options, message) => {
    const resumed = run({ ...options(), resumeFrom: checkpoint });
    await expect(resumed).rejects.toThrow(ArgumentError);
    await expect(resumed).rejects.toThrow(message);
  });
});

describe('a training that is stopped by its events', () => {
  const stopAt = (step: number) => (event: TrainingEvent) =>
    Promise.resolve(event.type === 'step' && event.step + 1 === step ? 'stop' : undefined);

  test('ends after that step, says so, and has the weights of that step', async () => {
    const checkpoints = keepAll();
    const { end, state, events, weights } = await run({ onEvent: stopAt(3), checkpoints });
    expect(end).toBe('stopped');
    expect(state.step).toBe(3);
    expect(events.at(-1)).toMatchObject({ type: 'training-end', end: 'stopped' });
    expect(weights).toEqual(
      checkpoints.all
        .at(-1)!
        .variables.slice(0, weights.length)
        .map(({ data }) => bytesOf(data)),
    );
    tf.disposeVariables();
    expect((await run({ onEvent: stopAt(3) })).weights).toEqual(weights);
    tf.disposeVariables();
    // It can go on as an interrupted training can.
    const rest = await run({ resumeFrom: checkpoints.all.at(-1)! });
    tf.disposeVariables();
    expect(rest.weights).toEqual((await run()).weights);
  });

  test('at the end of an epoch starts no other, and at the end of the last is finished', async () => {
    const afterEpoch = (epoch: number) => (event: TrainingEvent) =>
      event.type === 'epoch-end' && event.epoch === epoch ? 'stop' : undefined;
    const { end, events } = await run({ onEvent: afterEpoch(0) });
    expect(end).toBe('stopped');
    expect(events.filter(({ type }) => type === 'epoch-start')).toHaveLength(1);
    tf.disposeVariables();
    expect((await run({ onEvent: afterEpoch(1) })).end).toBe('finished');
  });

  test('has the averaged weights if the recipe keeps those', async () => {
    const averaged = recipe(['training.averaging', '{"decay":0.5}']);
    const { weights } = await run({ recipe: averaged, onEvent: stopAt(3) });
    tf.disposeVariables();
    expect(weights).not.toEqual((await run({ recipe: averaged, stopBefore: 3 })).weights);
  });
});

describe('the weights that are kept', () => {
  const settings = (keep: string) =>
    // So fast that it gets worse.
    recipe(
      ['training.keep', keep],
      ['training.epochs', '3'],
      ['training.learningRate', '{"type":"constant","rate":1}'],
    );

  test('are those of the best epoch on the validation set where the recipe says so', async () => {
    const checkpoints = keepAll();
    const { events, weights, state } = await run({ recipe: settings('best'), checkpoints });
    const losses = epochs(events).map(({ validation }) => validation.loss);
    expect(state.best!.epoch).toBe(losses.indexOf(Math.min(...losses)));
    expect(state.best!.epoch).toBeLessThan(2);
    const best = checkpoints.all.find((checkpoint) => checkpoint.state.step === state.best!.step)!;
    const captured = best.variables.slice(0, weights.length).map(({ data }) => bytesOf(data));
    expect(weights).toEqual(captured);
    tf.disposeVariables();
    // Without a store of one's own it is the same.
    expect((await run({ recipe: settings('best') })).weights).toEqual(weights);
    expect((await run({ recipe: settings('last') })).weights).not.toEqual(weights);
  });

  test('a training stops early after so many epochs without a better one', async () => {
    const early = recipe(
      ['training.epochs', '30'],
      ['training.earlyStopping.patience', '2'],
      ['training.learningRate', '{"type":"constant","rate":1}'],
    );
    const { end, state, events } = await run({ recipe: early });
    expect(end).toBe('stopped-early');
    expect(epochs(events).length - 1 - state.best!.epoch).toBe(2);
    expect(events.at(-1)).toMatchObject({ type: 'training-end', end: 'stopped-early' });
  });
});

test('checkpoints in memory are the last and the best', async () => {
  const store = memoryCheckpoints();
  const at = (step: number, best: number) => ({
    training: {},
    state: { step, best: { epoch: 0, step: best, loss: 1 } } as Checkpoint['state'],
    variables: [],
  });
  await store.write(at(1, 1));
  await store.write(at(2, 1));
  await store.write(at(3, 1));
  expect((await store.read(1)).state.step).toBe(1);
  expect((await store.read(3)).state.step).toBe(3);
  await expect(store.read(2)).rejects.toThrow('step 2');
});
