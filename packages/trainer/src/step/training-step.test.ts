import { createDigitSet, IMAGE_PIXELS, randomStream } from '@mnist-adder/dataset';
import type { DigitSet } from '@mnist-adder/dataset';
import { createAdder, eagerPredictor, evaluateAdder, variableOf } from '@mnist-adder/model';
import type { AdderEvaluation } from '@mnist-adder/model';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as ort from 'onnxruntime-node';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { compiledExecutor } from '../loop/compiled-executor.js';
import { eagerExecutor } from '../loop/eager-executor.js';
import { createFeeds } from '../loop/feeds.js';
import { recipeSchema } from '../recipe/recipe.js';
import type { RecipeInput } from '../recipe/recipe.js';
import type { StepReport } from './step-report.js';
import { createTrainingStep } from './training-step.js';
import type { TrainingStep } from './training-step.js';

const SIZE = 6;

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});
afterEach(() => {
  tf.disposeVariables();
});

/** Images of nothing, with labels by chance or all the same. */
function noise(label?: number): DigitSet {
  const stream = randomStream(1);
  const source = 'noise';
  const images = Uint8Array.from({ length: SIZE * IMAGE_PIXELS }, () => stream.below(256));
  const labels = Uint8Array.from({ length: SIZE }, () => label ?? stream.below(10));
  return createDigitSet({
    images: { source, dimensions: [SIZE, 28, 28], data: images },
    labels: { source, dimensions: [SIZE], data: labels },
  });
}

const recipe = (training: Partial<RecipeInput['training']> = {}) =>
  recipeSchema.parse({
    id: 'tiny',
    summary: 'a network small enough for TensorFlow.js in plain JavaScript',
    source: 'this test',
    network: { backbone: { type: 'small-cnn', filters: [2, 2], embedding: 4 }, head: { type: 'concat' } },
    data: { pairing: 'all' },
    training: {
      epochs: 1,
      batchSize: SIZE,
      optimizer: { type: 'sgd' },
      learningRate: { type: 'constant', rate: 0.1 },
      ...training,
    },
  });

type Settings = ReturnType<typeof recipe>;

/** What a teacher is sure that every image shows. */
const TAUGHT = 3;
const TAUGHT_DIGITS = Float32Array.from({ length: SIZE * 10 }, (_, i) => Number(i % 10 === TAUGHT));
type Report = StepReport & Partial<Record<'sumLoss' | 'sumCorrect', number>>;

/** A step made ready to run on all the images, and what it reports. */
async function prepare(settings: Settings, executor = eagerExecutor(), digits = noise()) {
  const model = createAdder(settings.network, { seed: 1 });
  const step = createTrainingStep(model, settings);
  const feed = await createFeeds({ recipe: settings, model, digits, seed: 1 }).at(0, 0);
  const inputs = settings.training.distillation ? { ...feed.inputs, teacher: TAUGHT_DIGITS } : feed.inputs;
  const prepared = await executor.prepareStep(step);
  const weights = model.weights.map(variableOf);
  return {
    ...{ digits, model, step, prepared, weights },
    run: async (): Promise<Report> => prepared.run(inputs),
    /** The weights, after the executor has written them. */
    async values() {
      await prepared.writeVariables();
      return valuesOf(weights);
    },
  };
}

const valuesOf = (variables: readonly tf.Variable[]) =>
  variables.map((variable) => variable.dataSync<'float32'>().slice());

/** How far one step with a rate of 1 moves each trained weight: its gradient, if the optimizer is plain descent. */
async function gradientsOf(settings: Settings, digits = noise()) {
  const { model, run } = await prepare(settings, eagerExecutor(), digits);
  const weights = model.trainableWeights.map(variableOf);
  const before = valuesOf(weights);
  const report = await run();
  const gradients = valuesOf(weights).map((values, i) => before[i]!.map((value, j) => value - values[j]!));
  tf.disposeVariables();
  return { report, gradients };
}

function expectClose(actual: tf.Tensor, expected: tf.Tensor, name: string) {
  const values = expected.dataSync();
  expect(actual.shape, name).toEqual(expected.shape);
  actual.dataSync().forEach((value, i) => {
    expect(value, name).toBeCloseTo(values[i]!, 4);
  });
}

const unitRate = { learningRate: { type: 'constant', rate: 1 } } as const;
const norm = (values: Iterable<number>) => Math.hypot(...values);

const compiled = () => compiledExecutor(ort, { logSeverityLevel: 3, intraOpNumThreads: 1 });

describe('createTrainingStep', () => {
  test('reports what the model makes of every pair of the batch, before the update', async () => {
    const { digits, model, run } = await prepare(recipe());
    const evaluation = (await evaluateAdder(eagerPredictor(model), digits)) as AdderEvaluation;
    const report = await run();
    expect(report.digitLoss).toBeCloseTo(evaluation.digitLoss, 5);
    expect(report.sumLoss).toBeCloseTo(evaluation.sumLoss, 5);
    expect(report.loss).toBeCloseTo(evaluation.loss, 5);
    expect(report.digitCorrect).toBe(Math.round(evaluation.digitAccuracy * 10 * SIZE));
    expect(report.sumCorrect).toBe(Math.round(evaluation.sumAccuracy * 10 * SIZE));
  });

  test('reports the digit alone of a model that reads no more', async () => {
    const settings = recipe();
    const { digits, model, run } = await prepare({
      ...settings,
      network: { ...settings.network, head: { type: 'digit' } },
      data: { ...settings.data, pairing: 'none' },
    });
    const evaluation = await evaluateAdder(eagerPredictor(model), digits);
    const report = await run();
    const names = ['digitCorrect', 'digitLoss', 'gradientNorm', 'gradientNorms', 'loss'];
    expect(Object.keys(report).sort()).toEqual(names);
    expect(report.loss).toBe(report.digitLoss);
    expect(report.digitLoss).toBeCloseTo(evaluation.digitLoss, 5);
    expect(report.digitCorrect).toBe(Math.round(evaluation.digitAccuracy * SIZE));
  });

  describe('of sums of images', () => {
    const ofImages = (training: Partial<RecipeInput['training']> = {}) => {
      const settings = recipe(training);
      const data = { ...settings.data, pairing: 'images', digits: 1 } as const;
      return recipeSchema.parse({ ...settings, network: { ...settings.network, head: { type: 'exact' } }, data });
    };

    test('minimises −log P(sum), and learns nothing from the labels of the digits', async () => {
      const settings = ofImages();
      const [told, misled] = [await prepare(settings), await prepare(settings)];
      const { inputs } = await createFeeds({ recipe: settings, ...told, seed: 1 }).at(0, 0);
      const lies = { ...inputs, digit: Int32Array.from(inputs.digit as Int32Array, (digit) => (digit + 3) % 10) };
      const [right, wrong] = [await told.prepared.run(inputs), await misled.prepared.run(lies)];
      expect(wrong.digitLoss).not.toBe(right.digitLoss);
      expect(wrong.loss).toBe(right.loss);
      expect(await misled.values()).toEqual(await told.values());
    });

    test('reports as many sums as problems, and compiled what it reports eagerly', async () => {
      const eager = await (await prepare(ofImages())).run();
      tf.disposeVariables();
      const compiled = await (await prepare(ofImages(), compiledExecutor(ort, { logSeverityLevel: 3 }))).run();
      expect(compiled.loss).toBeCloseTo(eager.loss, 4);
      expect(compiled.sumCorrect).toBe(eager.sumCorrect);
      expect(eager.loss).toBe(eager.sumLoss);
      expect(eager.sumCorrect).toBeLessThanOrEqual(SIZE / 2);
    });
  });

  test('the loss is the sum or the mean of the two cross entropies', async () => {
    const sum = await (await prepare(recipe({ loss: 'sum' }))).run();
    tf.disposeVariables();
    const mean = await (await prepare(recipe({ loss: 'mean' }))).run();
    expect(mean.loss).toBeCloseTo(sum.loss / 2, 5);
    expect(mean.digitLoss).toBe(sum.digitLoss);
  });

  test('goes down the gradient: the loss changes by −rate · |gradient|² in a small step', async () => {
    const rate = 1e-3;
    const { model, run } = await prepare(recipe({ learningRate: { type: 'constant', rate } }));
    const weights = model.trainableWeights.map(variableOf);
    const before = weights.map((weight) => weight.dataSync<'float32'>().slice());
    const { loss: first, gradientNorm, gradientNorms } = await run();
    const squares = weights.map((weight, i) =>
      weight.dataSync<'float32'>().reduce((sum, value, j) => sum + ((value - before[i]![j]!) / rate) ** 2, 0),
    );
    const gradientSquared = squares.reduce((sum, square) => sum + square, 0);
    const { loss: second } = await run();
    expect(gradientNorm ** 2 / gradientSquared).toBeCloseTo(1, 3);
    for (const [i, square] of squares.entries()) expect(gradientNorms[i]! ** 2 / square).toBeCloseTo(1, 2);
    expect(squares.every((square) => square > 0)).toBe(true);
    expect((first - second) / (rate * gradientSquared)).toBeCloseTo(1, 1);
  });

  test('its variables are all that changes, and disposing of it leaves the model’s', async () => {
    const before = tf.memory().numTensors;
    const { model, step, run } = await prepare(recipe({ optimizer: { type: 'sgd', momentum: 0.9 } }));
    expect(step.variables).toHaveLength(model.weights.length + model.trainableWeights.length);
    await run();
    step.dispose();
    expect(tf.memory().numTensors).toBe(before + model.weights.length);
  });

  test('a longer gradient is clipped to the norm, and reported as it was', async () => {
    const free = await gradientsOf(recipe(unitRate));
    const clipNorm = free.report.gradientNorm / 4;
    const clipped = await gradientsOf(recipe({ ...unitRate, clipNorm }));
    expect(clipped.report.gradientNorm).toBeCloseTo(free.report.gradientNorm, 5);
    expect(norm(clipped.gradients.flatMap((values) => [...values])) / clipNorm).toBeCloseTo(1, 3);
    const unclipped = await gradientsOf(recipe({ ...unitRate, clipNorm: free.report.gradientNorm * 1.01 }));
    expect(unclipped.gradients).toEqual(free.gradients);
  });

  test('weight decay is L2: it adds λ · w to the gradient of kernels, and nothing to biases', async () => {
    const free = await gradientsOf(recipe(unitRate));
    const decayed = await gradientsOf(recipe({ ...unitRate, weightDecay: 0.5 }));
    const { model } = await prepare(recipe());
    for (const [i, weight] of model.trainableWeights.map(variableOf).entries()) {
      const values = weight.dataSync();
      decayed.gradients[i]!.forEach((gradient, j) => {
        const expected = free.gradients[i]![j]! + (weight.rank > 1 ? 0.5 * values[j]! : 0);
        expect(gradient).toBeCloseTo(expected, 5);
      });
    }
    expect(decayed.report.gradientNorm).toBeCloseTo(free.report.gradientNorm, 5);
  });

  test.each([['concat'], ['exact']] as const)(
    'head %s, label smoothing mixes the labels with all answers, and the loss that is reported is that of the labels',
    async (head) => {
      const settings = (labelSmoothing: number) => {
        const smoothed = recipe({ ...unitRate, labelSmoothing });
        const { backbone } = smoothed.network;
        return recipeSchema.parse({ ...smoothed, network: { backbone, head: { type: head } } });
      };
      const labels = await gradientsOf(settings(0));
      const mixed = await gradientsOf(settings(0.25));
      const answers = await gradientsOf(settings(1));
      expect(mixed.report.loss).toBe(labels.report.loss);
      expect(answers.report.sumLoss).toBe(labels.report.sumLoss);
      for (const [i, gradients] of mixed.gradients.entries()) {
        gradients.forEach((gradient, j) => {
          expect(gradient).toBeCloseTo(0.75 * labels.gradients[i]![j]! + 0.25 * answers.gradients[i]![j]!, 4);
        });
      }
      expect(norm(answers.gradients.flatMap((values) => [...values]))).toBeGreaterThan(1e-3);
    },
  );

  test.each([
    ['every addend', 'concat', 'all'],
    ['one addend', 'concat', 'fresh'],
    ['no addend', 'digit', 'none'],
  ] as const)('a teacher that is sure teaches what labels would, %s', async (_, head, pairing) => {
    const { network, data, ...rest } = recipe(unitRate);
    const settings = recipeSchema.parse({
      ...rest,
      network: { ...network, head: { type: head } },
      data: { ...data, pairing },
    });
    const distillation = { weight: 1, temperature: 1 };
    const taught = await gradientsOf({ ...settings, training: { ...settings.training, distillation } });
    const labelled = await gradientsOf(settings, noise(TAUGHT));
    taught.gradients.forEach((gradient, i) => {
      gradient.forEach((value, j) => {
        expect(value).toBeCloseTo(labelled.gradients[i]![j]!, 5);
      });
    });
    expect(taught.report.loss).not.toBeCloseTo(labelled.report.loss, 4);
  });

  test.each([
    ['eager', eagerExecutor],
    ['compiled', compiled],
  ])('a frozen backbone stays as it is, its statistics too, and only the head is measured: %s', async (_, executor) => {
    const { network, ...rest } = recipe({ freeze: 'backbone' });
    const backbone = { type: 'identity-cnn', filters: [1, 1, 1], embedding: 3 } as const;
    const settings = recipeSchema.parse({ ...rest, network: { ...network, backbone } });
    const frozen = await prepare(settings, executor());
    const { model, step, prepared } = frozen;
    const before = await frozen.values();
    const { gradientNorms } = await frozen.run();
    const after = await frozen.values();
    const changed = model.weights
      .map(({ originalName }) => originalName)
      .filter((_, i) => String(before[i]) !== String(after[i]));
    expect(changed).toEqual(step.trainedWeights);
    expect(changed.every((name) => /^(hidden_\d|digit|sum)\//.test(name))).toBe(true);
    expect(changed).toHaveLength(8);
    expect(gradientNorms).toHaveLength(8);
    await prepared.dispose();
  });

  test.each([
    ['labels', {}],
    ['smoothed labels', { labelSmoothing: 0.2 }],
    ['a teacher', { distillation: { weight: 0.7, temperature: 2 } }],
  ] as const)('apart, each of two columns learns from %s what it learns alone', async (_, training) => {
    const backbone = { type: 'vgg', filters: [2, 2, 2], convolutions: [1, 1, 1], embedding: 3 } as const;
    const withColumns = (columns: number, apart: Partial<RecipeInput['training']>) => {
      const { data, ...rest } = recipe({ ...unitRate, ...training });
      const network = { backbone: { ...backbone, columns }, head: { type: 'digit' } } as const;
      const settings = { ...rest, training: { ...rest.training, ...apart } };
      return recipeSchema.parse({ ...settings, network, data: { ...data, pairing: 'none' } });
    };
    const together = await prepare(withColumns(2, { columns: 'apart' }));
    const names = together.model.trainableWeights.map(({ originalName }) => originalName);
    const begun = together.model.trainableWeights.map((weight) => variableOf(weight).clone());
    await together.run();
    const learned = together.model.trainableWeights.map((weight, i) => tf.sub(begun[i]!, variableOf(weight)));
    const ofColumn = (column: number, tensors: readonly tf.Tensor[]) =>
      new Map(
        names.flatMap((name, i) => {
          const own = `column_${column}_`;
          if (name.startsWith(own)) return [[name.slice(own.length), tensors[i]!]];
          if (name === 'digit/kernel') return [[name, tf.slice(tensors[i]!, [3 * (column - 1), 0], [3, 10])]];
          return name === 'digit/bias' ? [[name, tensors[i]!]] : [];
        }),
      );
    let ofBias = tf.zeros([10]);
    for (const column of [1, 2]) {
      const alone = await prepare(withColumns(1, {}));
      const weights = alone.model.trainableWeights;
      const [first, changed] = [ofColumn(column, begun), ofColumn(column, learned)];
      for (const weight of weights) variableOf(weight).assign(first.get(weight.originalName)!);
      await alone.run();
      for (const weight of weights) {
        const gradient = tf.sub(first.get(weight.originalName)!, variableOf(weight));
        // The bias is common to both.
        if (weight.originalName === 'digit/bias') ofBias = tf.add(ofBias, gradient);
        else expectClose(changed.get(weight.originalName)!, gradient, weight.originalName);
      }
    }
    expectClose(learned.at(-1)!, ofBias, 'digit/bias');
  });

  test('smoothed labels stay finite where a head that knows addition is as good as sure', async () => {
    const settings = recipe({ labelSmoothing: 0.1 });
    const { model, run } = await prepare({ ...settings, network: { ...settings.network, head: { type: 'exact' } } });
    const kernel = variableOf(model.getLayer('digit').trainableWeights[0]!);
    kernel.assign(tf.mul(kernel, 1e5));
    const { loss, gradientNorm, gradientNorms } = await run();
    expect(loss).toBeGreaterThan(69);
    expect([gradientNorm, ...gradientNorms].every(Number.isFinite)).toBe(true);
  });
});

const TRAININGS: readonly Partial<RecipeInput['training']>[] = [
  { optimizer: { type: 'sgd', momentum: 0.9, nesterov: true }, weightDecay: 0.01, clipNorm: 0.5 },
  {
    optimizer: { type: 'adamw' },
    weightDecay: 0.1,
    labelSmoothing: 0.1,
    learningRate: { type: 'constant', rate: 0.01 },
  },
  { optimizer: { type: 'rmsprop', momentum: 0.5 }, learningRate: { type: 'constant', rate: 0.001 } },
  { optimizer: { type: 'adam' }, averaging: { decay: 0.6 }, learningRate: { type: 'constant', rate: 0.01 } },
  { labelSmoothing: 0.1, distillation: { weight: 0.7, temperature: 2 } },
];
describe.each(TRAININGS)('trained by %j', (training) => {
  test('a compiled step does the same as an eager one', async () => {
    const eager = await prepare(recipe(training));
    const fast = await prepare(recipe(training), compiled());
    for (let i = 0; i < 5; i++) {
      const [expected, actual] = [await eager.run(), await fast.run()];
      expect(actual.loss).toBeCloseTo(expected.loss, 4);
      expect(actual.gradientNorm).toBeCloseTo(expected.gradientNorm, 4);
      expect(actual.gradientNorms).toHaveLength(fast.step.trainedWeights.length);
    }
    await fast.prepared.writeVariables();
    for (const [i, variable] of eager.step.variables.entries()) {
      const values = fast.step.variables[i]!.dataSync();
      variable.dataSync().forEach((value, j) => {
        expect(values[j]).toBeCloseTo(value, 3);
      });
    }
    await fast.prepared.dispose();
  });
});

/** The moving average of each weight. */
const averagesOf = ({ variables }: TrainingStep, weights: readonly tf.Variable[]) =>
  weights.map((weight) => variables.find(({ name }) => name === `${weight.name}/average`)!);

describe('moving averages', () => {
  // With batch normalisation, whose statistics are averaged too.
  const settings = () =>
    recipeSchema.parse({
      ...recipe({ optimizer: { type: 'adam' }, averaging: { decay: 0.6 } }),
      network: { backbone: { type: 'identity-cnn', filters: [1, 1, 1], embedding: 3 }, head: { type: 'concat' } },
    });

  test.each([
    ['eager', eagerExecutor],
    ['compiled', compiled],
  ])('%s: to look at the averages disturbs no training', async (_, executor) => {
    const undisturbed = await prepare(settings(), executor());
    for (let i = 0; i < 4; i++) await undisturbed.run();
    const disturbed = await prepare(settings(), executor());
    const { step, weights, run } = disturbed;
    for (let i = 0; i < 2; i++) await run();
    const own = await disturbed.values();
    const averages = valuesOf(averagesOf(step, weights));
    expect(await step.withAverages(() => Promise.resolve(valuesOf(weights)))).toEqual(averages);
    expect(averages).not.toEqual(own);
    for (let i = 0; i < 2; i++) await run();
    expect(await disturbed.values()).toEqual(await undisturbed.values());
    step.adoptAverages();
    expect(valuesOf(weights)).toEqual(valuesOf(averagesOf(step, weights)));
    await disturbed.prepared.dispose();
    await undisturbed.prepared.dispose();
  });

  test('without them the weights themselves are looked at, and kept', async () => {
    const { step, weights, run } = await prepare(recipe());
    await run();
    const own = valuesOf(weights);
    expect(await step.withAverages(() => Promise.resolve(valuesOf(weights)))).toEqual(own);
    step.adoptAverages();
    expect(valuesOf(weights)).toEqual(own);
  });
});
