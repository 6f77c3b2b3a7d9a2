import { createAdder } from '@mnist-adder/model';
import { variableOf } from '@mnist-adder/model/internal';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as ort from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compiledExecutor } from '../executor/compiled-executor.js';
import { eagerExecutor } from '../executor/eager-executor.js';
import type { Executor } from '../executor/executor.js';
import { recipeSchema } from '../recipe/recipe-schema.js';
import { createTrainingStep } from '../step/training-step.js';
import { TrainerError } from '../trainer-error.js';
import { checkStep } from './check-step.js';

const place = { epoch: 2, index: 16, learningRate: 0.01 };
const weights = ['conv2d_1/kernel', 'conv2d_1/bias', 'hidden_1/kernel', 'digit/kernel', 'sum/kernel'];

/** What checking a report throws, if it does. */
function errorOf(loss: number, gradientNorms: readonly number[]): unknown {
  const norms = Float32Array.from(gradientNorms);
  const gradientNorm = Math.hypot(...norms);
  try {
    const scores = { pairs: 8, loss, digit: { accuracy: 0, loss } };
    checkStep({ scores, gradientNorm, gradientNorms: norms }, place, weights);
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('checkStep', () => {
  test('what is finite may go on, however large or small', () => {
    expect(errorOf(1e30, [1e30, 0, 1e-30, 1, 2])).toBeUndefined();
  });

  test('a gradient that is not finite is named by the layer nearest to the loss that has it', () => {
    const error = errorOf(2.5, [NaN, NaN, Infinity, 1, 2]);
    expect(error).toBeInstanceOf(TrainerError);
    expect(error).toMatchObject({
      code: 'non-finite',
      facts: { ...place, loss: 2.5, gradientNorm: Infinity, layer: 'hidden_1', layers: ['conv2d_1', 'hidden_1'] },
    });
    expect((error as Error).message).toBe(
      'The gradient became Infinity in epoch 3, step 17, at a learning rate of 0.0100, from the layer hidden_1 on backwards: train with a lower rate, a warm-up, a clipNorm or another seed.',
    );
  });

  test('so is a loss', () => {
    const error = errorOf(NaN, [NaN, NaN, NaN, 1, NaN]) as TrainerError;
    expect(error.facts.layer).toBe('sum');
    expect(error.message).toMatch(/^The loss became NaN in epoch 3, step 17, .* from the layer sum on backwards: /);
  });

  test('without a layer to blame there is none', () => {
    const error = errorOf(Infinity, [1, 1, 1, 1, 1]) as TrainerError;
    expect(error.facts.layer).toBeUndefined();
    expect(error.message).not.toContain('layer');
  });
});

describe('of a network whose first layer’s gradient overflows', () => {
  beforeAll(async () => {
    tf.enableProdMode();
    await tf.setBackend('cpu');
  });
  afterAll(() => {
    tf.disposeVariables();
  });

  test.each<[string, () => Executor]>([
    ['eager', eagerExecutor],
    ['compiled', () => compiledExecutor(ort, { logSeverityLevel: 3, intraOpNumThreads: 1 })],
  ])('%s: the loss is finite, and the layer is named', async (_, executor) => {
    const recipe = recipeSchema.parse({
      id: 'tiny',
      summary: 'two layers',
      source: 'this test',
      network: { backbone: { type: 'mlp', hidden: [4] }, head: { type: 'digit' } },
      task: { type: 'digits' },
      training: {
        epochs: 1,
        batchSize: 2,
        optimizer: { type: 'sgd' },
        learningRate: { type: 'constant', rate: 0.1 },
      },
    });
    const model = createAdder(recipe.network, { seed: 1 });
    const [kernel, bias, digitKernel] = model.trainableWeights.map(variableOf);
    // Embeddings so small and weights so large that logits are ±100, and the gradient that goes back through the weights is 6e38.
    kernel!.assign(tf.zeros([784, 4]));
    bias!.assign(tf.fill([4], 1e-37));
    digitKernel!.assign(tf.tile(tf.tensor2d([[-3e38, ...Array<number>(9).fill(3e38)]]), [4, 1]));

    const step = createTrainingStep(model, recipe);
    const prepared = await executor().prepareStep(step);
    const images = new Int32Array(2 * 784).fill(100);
    const report = await prepared.run({ image: images, digit: new Int32Array(2), learningRate: Float32Array.of(0.1) });
    expect(report.scores.loss).toBeGreaterThan(100);
    expect(report.scores.loss).toBeLessThan(1000);
    expect(step.trainedWeights).toEqual(['dense_1/kernel', 'dense_1/bias', 'digit/kernel', 'digit/bias']);
    const check = () => {
      checkStep(report, place, step.trainedWeights);
    };
    expect(check).toThrow(expect.objectContaining({ code: 'non-finite' }));
    expect(check).toThrow(/^The gradient became .* from the layer dense_1 on backwards/);
    await prepared.dispose();
    step.dispose();
    model.dispose();
  });
});
