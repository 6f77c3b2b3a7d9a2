import { createDigitSet, IMAGE_PIXELS, randomStream, type DigitSet } from '@mnist-adder/dataset';
import { createAdder, eagerPredictor, evaluateAdder } from '@mnist-adder/model';
import { variableOf } from '@mnist-adder/model/internal';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as ort from 'onnxruntime-node';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { compiledExecutor } from '../executor/compiled-executor.js';
import { eagerExecutor } from '../executor/eager-executor.js';
import { createStepInputs } from '../loop/step-inputs.js';
import type { RecipeInput } from '../recipe/recipe.js';
import { recipeSchema } from '../recipe/recipe-schema.js';
import { createTrainingStep, type TrainingStep } from './training-step.js';

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
    task: { type: 'pairs', addends: 'all' },
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

/** A step made ready to run on all the images, and what it reports. */
async function prepare(settings: Settings, executor = eagerExecutor(), digits = noise()) {
  const model = createAdder(settings.network, { seed: 1 });
  const step = createTrainingStep(model, settings);
  const prepared = await createStepInputs({ recipe: settings, model, digits, seed: 1 }).at(0, 0);
  const inputs = settings.training.distillation ? { ...prepared.inputs, teacher: TAUGHT_DIGITS } : prepared.inputs;
  const stepExecutor = await executor.prepareStep(step);
  const weights = model.weights.map(variableOf);
  return {
    digits,
    model,
    step,
    stepExecutor,
    weights,
    run: () => stepExecutor.run(inputs),
    /** The weights, after the executor has written them. */
    async values() {
      await stepExecutor.writeVariables();
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
  test('reports how well the model reads every pair of the batch, before the update', async () => {
    const { digits, model, run } = await prepare(recipe());
    const { digit, sum, loss } = await evaluateAdder(eagerPredictor(model), digits);
    const { scores } = await run();
    expect(scores.pairs).toBe(10 * SIZE);
    expect(scores.digit.loss).toBeCloseTo(digit.loss, 5);
    expect(scores.sum!.loss).toBeCloseTo(sum!.loss, 5);
    expect(scores.loss).toBeCloseTo(loss, 5);
    expect(scores.digit.accuracy).toBe(digit.accuracy);
    expect(scores.sum!.accuracy).toBe(sum!.accuracy);
  });

  test('reports the digit alone of a model that reads no more', async () => {
    const settings = recipe();
    const { digits, model, run } = await prepare({
      ...settings,
      network: { ...settings.network, head: { type: 'digit' } },
      task: { type: 'digits' },
    });
    const { digit } = await evaluateAdder(eagerPredictor(model), digits);
    const report = await run();
    expect(Object.keys(report).sort()).toEqual(['gradientNorm', 'gradientNorms', 'scores']);
    const { scores } = report;
    expect(Object.keys(scores).sort()).toEqual(['digit', 'loss', 'pairs']);
    expect(scores.pairs).toBe(SIZE);
    expect(scores.loss).toBe(scores.digit.loss);
    expect(scores.digit.loss).toBeCloseTo(digit.loss, 5);
    expect(scores.digit.accuracy).toBe(digit.accuracy);
  });

  describe('of sums of images', () => {
    const ofImages = (training: Partial<RecipeInput['training']> = {}) => {
      const settings = recipe(training);
      const network = { ...settings.network, head: { type: 'exact' } };
      return recipeSchema.parse({ ...settings, network, task: { type: 'image-sums', digits: 1 } });
    };

    test('minimises −log P(sum), and learns nothing from the labels of the digits', async () => {
      const settings = ofImages();
      const [told, misled] = [await prepare(settings), await prepare(settings)];
      const { inputs } = await createStepInputs({ recipe: settings, ...told, seed: 1 }).at(0, 0);
      const lies = { ...inputs, digit: Int32Array.from(inputs.digit as Int32Array, (digit) => (digit + 3) % 10) };
      const [right, wrong] = [await told.stepExecutor.run(inputs), await misled.stepExecutor.run(lies)];
      expect(wrong.scores.digit.loss).not.toBe(right.scores.digit.loss);
      expect(wrong.scores.loss).toBe(right.scores.loss);
      expect(await misled.values()).toEqual(await told.values());
    });

    test('reports as many sums as problems, and compiled what it reports eagerly', async () => {
      const { scores: eager } = await (await prepare(ofImages())).run();
      tf.disposeVariables();
      const executor = compiledExecutor(ort, { logSeverityLevel: 3 });
      const { scores: compiled } = await (await prepare(ofImages(), executor)).run();
      expect(compiled.loss).toBeCloseTo(eager.loss, 4);
      expect(compiled.sum!.accuracy).toBe(eager.sum!.accuracy);
      expect(eager.loss).toBe(eager.sum!.loss);
      const problems = SIZE / 2;
      const right = eager.sum!.accuracy * problems;
      expect(right).toBeCloseTo(Math.round(right), 12);
      expect(right).toBeLessThanOrEqual(problems);
    });
  });

  test('minimises the weighted losses, and reports their plain sum', async () => {
    const gradientsOf = async (digit: number, sum: number) => {
      const { scores, gradientNorm } = await (await prepare(recipe({ lossWeights: { digit, sum } }))).run();
      tf.disposeVariables();
      expect(scores.loss).toBeCloseTo(scores.digit.loss + scores.sum!.loss, 5);
      return { loss: scores.loss, gradientNorm };
    };
    const plain = await gradientsOf(1, 1);
    const half = await gradientsOf(0.5, 0.5);
    expect(half.loss).toBe(plain.loss);
    expect(half.gradientNorm).toBeCloseTo(plain.gradientNorm / 2, 5);
    const [digits, sums] = [await gradientsOf(1, 0), await gradientsOf(0, 1)];
    expect(digits.gradientNorm).not.toBeCloseTo(sums.gradientNorm, 3);
    expect(digits.gradientNorm + sums.gradientNorm).toBeGreaterThan(plain.gradientNorm);
  });

  test('goes down the gradient: the loss changes by −rate · |gradient|² in a small step', async () => {
    const rate = 1e-3;
    const { model, run } = await prepare(recipe({ learningRate: { type: 'constant', rate } }));
    const weights = model.trainableWeights.map(variableOf);
    const before = weights.map((weight) => weight.dataSync<'float32'>().slice());
    const { scores: first, gradientNorm, gradientNorms } = await run();
    const squares = weights.map((weight, i) =>
      weight.dataSync<'float32'>().reduce((sum, value, j) => sum + ((value - before[i]![j]!) / rate) ** 2, 0),
    );
    const gradientSquared = squares.reduce((sum, square) => sum + square, 0);
    const { scores: second } = await run();
    expect(gradientNorm ** 2 / gradientSquared).toBeCloseTo(1, 3);
    for (const [i, square] of squares.entries()) expect(gradientNorms[i]! ** 2 / square).toBeCloseTo(1, 2);
    expect(squares.every((square) => square > 0)).toBe(true);
    expect((first.loss - second.loss) / (rate * gradientSquared)).toBeCloseTo(1, 1);
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
      expect(mixed.report.scores.loss).toBe(labels.report.scores.loss);
      expect(answers.report.scores.sum!.loss).toBe(labels.report.scores.sum!.loss);
      for (const [i, gradients] of mixed.gradients.entries()) {
        gradients.forEach((gradient, j) => {
          expect(gradient).toBeCloseTo(0.75 * labels.gradients[i]![j]! + 0.25 * answers.gradients[i]![j]!, 4);
        });
      }
      expect(norm(answers.gradients.flatMap((values) => [...values]))).toBeGreaterThan(1e-3);
    },
  );

  test.each([
    ['every addend', 'concat', { type: 'pairs', addends: 'all' }],
    ['one addend', 'concat', { type: 'pairs', addends: 'fresh' }],
    ['no addend', 'digit', { type: 'digits' }],
  ] as const)('a teacher that is sure teaches what labels would, %s', async (_, head, task) => {
    const { network, ...rest } = recipe(unitRate);
    const settings = recipeSchema.parse({
      ...rest,
      network: { ...network, head: { type: head } },
      task,
    });
    const distillation = { weight: 1, temperature: 1 };
    const taught = await gradientsOf({ ...settings, training: { ...settings.training, distillation } });
    const labelled = await gradientsOf(settings, noise(TAUGHT));
    taught.gradients.forEach((gradient, i) => {
      gradient.forEach((value, j) => {
        expect(value).toBeCloseTo(labelled.gradients[i]![j]!, 5);
      });
    });
    expect(taught.report.scores.loss).not.toBeCloseTo(labelled.report.scores.loss, 4);
  });

  test.each([
    ['eager', eagerExecutor],
    ['compiled', compiled],
  ])('a frozen backbone stays as it is, its statistics too, and only the head is measured: %s', async (_, executor) => {
    const { network, ...rest } = recipe({ freeze: 'backbone' });
    const backbone = { type: 'identity-cnn', filters: [1, 1, 1], embedding: 3 } as const;
    const settings = recipeSchema.parse({ ...rest, network: { ...network, backbone } });
    const frozen = await prepare(settings, executor());
    const { model, step, stepExecutor } = frozen;
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
    await stepExecutor.dispose();
  });

  test.each([
    ['labels', {}],
    ['smoothed labels', { labelSmoothing: 0.2 }],
    ['a teacher', { distillation: { weight: 0.7, temperature: 2 } }],
  ] as const)('independently, each of two columns learns from %s what it learns alone', async (_, training) => {
    const backbone = { type: 'vgg', filters: [2, 2, 2], convolutions: [1, 1, 1], embedding: 3 } as const;
    const withColumns = (columns: number, independence: Partial<RecipeInput['training']>) => {
      const rest = recipe({ ...unitRate, ...training });
      const network = { backbone: { ...backbone, columns }, head: { type: 'digit' } } as const;
      const settings = { ...rest, training: { ...rest.training, ...independence } };
      return recipeSchema.parse({ ...settings, network, task: { type: 'digits' } });
    };
    const together = await prepare(withColumns(2, { columns: 'independent' }));
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
    const { scores, gradientNorm, gradientNorms } = await run();
    expect(scores.loss).toBeGreaterThan(69);
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
      expect(actual.scores.loss).toBeCloseTo(expected.scores.loss, 4);
      expect(actual.gradientNorm).toBeCloseTo(expected.gradientNorm, 4);
      expect(actual.gradientNorms).toHaveLength(fast.step.trainedWeights.length);
    }
    await fast.stepExecutor.writeVariables();
    for (const [i, variable] of eager.step.variables.entries()) {
      const values = fast.step.variables[i]!.dataSync();
      variable.dataSync().forEach((value, j) => {
        expect(values[j]).toBeCloseTo(value, 3);
      });
    }
    await fast.stepExecutor.dispose();
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
    await disturbed.stepExecutor.dispose();
    await undisturbed.stepExecutor.dispose();
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
