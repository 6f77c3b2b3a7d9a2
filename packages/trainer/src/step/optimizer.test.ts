import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createOptimizer } from './optimizer.js';
import type { OptimizerSettings } from '../recipe/recipe.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});
afterEach(() => {
  tf.disposeVariables();
});

/** Three updates of one weight with fixed gradients; the weight after each. */
function updates(settings: OptimizerSettings, gradients: readonly number[], learningRate: number): number[] {
  const weight = tf.variable(tf.tensor1d([1, -2]), true, 'w');
  const optimizer = createOptimizer(settings, [weight]);
  return gradients.map((gradient) => {
    tf.tidy(() => {
      optimizer.apply({ w: tf.tensor1d([gradient, 0]) }, tf.scalar(learningRate));
    });
    return weight.dataSync()[0]!;
  });
}

describe('createOptimizer', () => {
  test('adam is algorithm 1 of its paper, calculated here in double precision', () => {
    const [beta1, beta2, epsilon, rate] = [0.7, 0.9, 1e-8, 0.1];
    const gradients = [0.5, -1, 2];
    let [w, m, v] = [1, 0, 0];
    const expected = gradients.map((g, i) => {
      m = beta1 * m + (1 - beta1) * g;
      v = beta2 * v + (1 - beta2) * g * g;
      w -= (rate * (m / (1 - beta1 ** (i + 1)))) / (Math.sqrt(v / (1 - beta2 ** (i + 1))) + epsilon);
      return w;
    });
    const actual = updates({ type: 'adam', beta1, beta2, epsilon }, gradients, rate);
    for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, 5);
  });

  test('adam’s first step is the learning rate, whatever the gradient', () => {
    const settings = { type: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;
    for (const gradient of [1e-3, 1, 1e3]) {
      expect(updates(settings, [gradient], 0.01)[0]).toBeCloseTo(0.99, 5);
      tf.disposeVariables();
    }
  });

  test('adam’s first step is that to the last bits, with a decay rate that float32 cannot tell exactly', () => {
    // From zero, where nothing of the step is lost when it is added.
    const weight = tf.variable(tf.zeros([1]), true, 'w');
    const settings = { type: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;
    tf.tidy(() => {
      createOptimizer(settings, [weight]).apply({ w: tf.tensor1d([3]) }, tf.scalar(1e-4));
    });
    expect(Math.abs(weight.dataSync()[0]! / -1e-4 - 1)).toBeLessThan(3e-7);
  });

  test('sgd without momentum', () => {
    const weights = updates({ type: 'sgd', momentum: 0 }, [0.5, 1, -1], 0.1);
    for (const [i, w] of [0.95, 0.85, 0.95].entries()) expect(weights[i]).toBeCloseTo(w, 6);
  });

  test('sgd with momentum adds up the gradients before the rate is applied', () => {
    // v: 0.5, 1.45, 0.305
    const weights = updates({ type: 'sgd', momentum: 0.9 }, [0.5, 1, -1], 0.1);
    for (const [i, w] of [0.95, 0.805, 0.7745].entries()) expect(weights[i]).toBeCloseTo(w, 6);
  });

  test('a weight without a gradient stays, and slots are the only tensors made', () => {
    const weight = tf.variable(tf.tensor1d([3]), true, 'still');
    const before = tf.memory().numTensors;
    const optimizer = createOptimizer({ type: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }, [weight]);
    expect(tf.memory().numTensors).toBe(before + 3);
    for (let i = 0; i < 3; i++) {
      tf.tidy(() => {
        optimizer.apply({ still: tf.zeros([1]) }, tf.scalar(1));
      });
    }
    expect(weight.dataSync()[0]).toBe(3);
    expect(tf.memory().numTensors).toBe(before + 3);
    optimizer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
