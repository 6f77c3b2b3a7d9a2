import { compile, record } from '@mnist-adder/tfjs-onnx';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as ort from 'onnxruntime-node';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { optimizerSchema } from '../../recipe/optimizer-schema.js';
import type { OptimizerSettings } from '../../recipe/optimizer-settings.js';
import { createOptimizer } from './create-optimizer.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});
afterEach(() => {
  tf.disposeVariables();
});

/** Takes a weight through updates in double precision: the next weight from a gradient and a learning rate. */
type Update = (w: number, gradient: number, rate: number) => number;

/** As PyTorch's documentation writes its optimizers down (`torch.optim`): Adam, AdamW, SGD and RMSprop, with their λ. */
function reference(settings: OptimizerSettings, decay: number): Update {
  switch (settings.type) {
    case 'adam':
    case 'adamw': {
      const { beta1, beta2, epsilon } = settings;
      let [m, v, t] = [0, 0, 0];
      return (w, gradient, rate) => {
        t++;
        const decayed = settings.type === 'adamw' ? w - rate * decay * w : w;
        const g = settings.type === 'adamw' ? gradient : gradient + decay * w;
        m = beta1 * m + (1 - beta1) * g;
        v = beta2 * v + (1 - beta2) * g * g;
        return decayed - (rate * (m / (1 - beta1 ** t))) / (Math.sqrt(v / (1 - beta2 ** t)) + epsilon);
      };
    }
    case 'sgd': {
      const { momentum, nesterov } = settings;
      let b: number | undefined;
      return (w, gradient, rate) => {
        const g = gradient + decay * w;
        b = b === undefined ? g : momentum * b + g;
        return w - rate * (nesterov ? g + momentum * b : b);
      };
    }
    case 'rmsprop': {
      const { decay: alpha, momentum, epsilon } = settings;
      let [v, b] = [0, 0];
      return (w, gradient, rate) => {
        const g = gradient + decay * w;
        v = alpha * v + (1 - alpha) * g * g;
        b = momentum * b + g / (Math.sqrt(v) + epsilon);
        return w - rate * b;
      };
    }
  }
}

const CASES = [
  { type: 'adam' },
  { type: 'adam', beta1: 0.7, beta2: 0.9 },
  { type: 'adamw' },
  { type: 'sgd' },
  { type: 'sgd', momentum: 0.9 },
  { type: 'sgd', momentum: 0.9, nesterov: true },
  { type: 'rmsprop' },
  { type: 'rmsprop', decay: 0.9, momentum: 0.5, epsilon: 1e-3 },
].map((settings) => optimizerSchema.parse(settings));

const KERNEL = [1, -2, 0.5, 3];
const BIAS = [-1, 0.25];
/** What the loss ½ · Σ c · w² has for gradients: c · w. */
const CURVATURES = [0.5, 2, 10, 1, 3, 0.1];
const RATES = [0.01, 0.02, 0.03, 0.02, 0.01, 0.005];

const createWeights = () => [
  tf.variable(tf.tensor2d(KERNEL, [2, 2]), true, 'kernel'),
  tf.variable(tf.tensor1d(BIAS), true, 'bias'),
];

/** A step on the small problem, as a function that runs eagerly or is recorded. */
function createStep(settings: OptimizerSettings, weightDecay: number) {
  const weights = createWeights();
  const optimizer = createOptimizer(settings, weights, weightDecay);
  const run = ({ rate }: { rate: tf.Tensor }) => {
    const [kernel, bias] = weights as [tf.Variable, tf.Variable];
    const gradients = {
      kernel: tf.mul(kernel, tf.tensor2d(CURVATURES.slice(0, 4), [2, 2])),
      bias: tf.mul(bias, tf.tensor1d(CURVATURES.slice(4))),
    };
    optimizer.apply(gradients, rate as tf.Scalar);
    return { kernel: tf.clone(kernel), bias: tf.clone(bias) };
  };
  return { weights, optimizer, run };
}

function expected(settings: OptimizerSettings, weightDecay: number): number[][] {
  const weights = [...KERNEL, ...BIAS];
  // Kernels are decayed, biases are not.
  const updates = weights.map((_, i) => reference(settings, i < KERNEL.length ? weightDecay : 0));
  return RATES.map((rate) => {
    updates.forEach((update, i) => (weights[i] = update(weights[i]!, CURVATURES[i]! * weights[i]!, rate)));
    return [...weights];
  });
}

function expectClose(actual: readonly number[], values: readonly number[]) {
  expect(actual).toHaveLength(values.length);
  for (const [i, value] of values.entries()) expect(actual[i]).toBeCloseTo(value, 5);
}

describe.each(
  CASES.flatMap((settings) => [0, 0.1].map((decay) => [JSON.stringify(settings), decay, settings] as const)),
)('%s with a weight decay of %f', (_, weightDecay, settings) => {
  test('is what PyTorch documents, step by step', () => {
    const { weights, run } = createStep(settings, weightDecay);
    const values = expected(settings, weightDecay);
    for (const [step, rate] of RATES.entries()) {
      tf.tidy(() => run({ rate: tf.scalar(rate) }));
      expectClose(
        weights.flatMap((weight) => [...weight.dataSync()]),
        values[step]!,
      );
    }
  });

  test('comes to the same when it is recorded and compiled', async () => {
    const { run } = createStep(settings, weightDecay);
    const recording = record({ rate: { shape: [] } }, ({ rate }) => tf.tidy(() => run({ rate })));
    const compiled = await compile(ort, recording, { logSeverityLevel: 3, intraOpNumThreads: 1 });
    const values = expected(settings, weightDecay);
    for (const [step, rate] of RATES.entries()) {
      const { kernel, bias } = await compiled.run({ rate: Float32Array.of(rate) });
      expectClose([...kernel, ...bias], values[step]!);
    }
    await compiled.dispose();
  });
});

describe('createOptimizer', () => {
  const adam = optimizerSchema.parse({ type: 'adam' });

  test('adam’s first step is the learning rate, whatever the gradient', () => {
    for (const gradient of [1e-3, 1, 1e3]) {
      const weight = tf.variable(tf.tensor1d([1]), true, 'w');
      tf.tidy(() => {
        createOptimizer(adam, [weight]).apply({ w: tf.tensor1d([gradient]) }, tf.scalar(0.01));
      });
      expect(weight.dataSync()[0]).toBeCloseTo(0.99, 5);
      tf.disposeVariables();
    }
  });

  test('adam’s first step is that to the last bits, with a decay rate that float32 cannot tell exactly', () => {
    // From zero, where nothing of the step is lost when it is added.
    const weight = tf.variable(tf.zeros([1]), true, 'w');
    tf.tidy(() => {
      createOptimizer(adam, [weight]).apply({ w: tf.tensor1d([3]) }, tf.scalar(1e-4));
    });
    expect(Math.abs(weight.dataSync()[0]! / -1e-4 - 1)).toBeLessThan(3e-7);
  });

  test('without decay adamw is adam, to the byte; with it they part', () => {
    const bytes = (settings: OptimizerSettings, weightDecay: number) => {
      const { weights, run } = createStep(settings, weightDecay);
      tf.tidy(() => run({ rate: tf.scalar(0.1) }));
      const values = weights.map((weight) => weight.dataSync());
      tf.disposeVariables();
      return values;
    };
    const adamw = optimizerSchema.parse({ type: 'adamw' });
    expect(bytes(adamw, 0)).toEqual(bytes(adam, 0));
    expect(bytes(adamw, 0.1)[0]).not.toEqual(bytes(adam, 0.1)[0]);
    expect(bytes(adamw, 0.1)[1]).toEqual(bytes(adam, 0.1)[1]);
  });

  test.each(CASES)('%j: slots are the only tensors made, and a weight without a gradient stays', (settings) => {
    const weight = tf.variable(tf.tensor1d([3]), true, 'still');
    const before = tf.memory().numTensors;
    const optimizer = createOptimizer(settings, [weight]);
    expect(tf.memory().numTensors).toBe(before + optimizer.variables.length);
    for (let i = 0; i < 3; i++) {
      tf.tidy(() => {
        optimizer.apply({ still: tf.zeros([1]) }, tf.scalar(1));
      });
    }
    expect(weight.dataSync()[0]).toBe(3);
    expect(tf.memory().numTensors).toBe(before + optimizer.variables.length);
    optimizer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('settings out of range are refused', () => {
    const accepts = (settings: object) => optimizerSchema.safeParse(settings).success;
    expect(accepts({ type: 'sgd', momentum: 0.9, nesterov: true })).toBe(true);
    expect(accepts({ type: 'sgd', nesterov: true })).toBe(false);
    expect(accepts({ type: 'adam', beta2: 1 })).toBe(false);
    expect(accepts({ type: 'rmsprop', epsilon: 0 })).toBe(false);
    expect(accepts({ type: 'adamw', momentum: 0.9 })).toBe(false);
    expect(accepts({ type: 'adagrad' })).toBe(false);
  });
});
