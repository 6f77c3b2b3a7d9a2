import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createDigitSet, IMAGE_PIXELS, randomStream } from '@mnist-adder/dataset';
import { createAdder } from '@mnist-adder/model';
import { eagerExecutor, findRecipe } from '@mnist-adder/trainer';
import { createStepInputs, createTrainingStep } from '@mnist-adder/trainer/internal';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { tensorflowBackend, tensorflowGpuBackend } from './tensorflow.js';

const nowhere = { cacheFolder: join(tmpdir(), 'no-such-cache'), lookFrom: [] };

describe('probe', () => {
  test('says how it is installed where it is not', async () => {
    expect(await tensorflowBackend(nowhere).probe()).toEqual({
      available: false,
      reason: 'it is not installed: `mnist-adder backend install tensorflow` does that',
    });
  });

  test('of the GPU asks for a device first, and then for the library', async () => {
    const probe = (hasDevice: boolean) =>
      tensorflowGpuBackend({ ...nowhere, hasNvidiaDevice: () => hasDevice }).probe();
    expect(await probe(false)).toMatchObject({ reason: expect.stringContaining('no NVIDIA GPU') as string });
    expect(await probe(true)).toMatchObject({ reason: expect.stringContaining('install tensorflow-gpu') as string });
  });

  describe('of a library', () => {
    const installed = (content: string | Uint8Array) => {
      const cacheFolder = mkdtempSync(join(tmpdir(), 'probe-'));
      onTestFinished(() => {
        rmSync(cacheFolder, { recursive: true });
      });
      const lib = join(cacheFolder, 'tensorflow/node_modules/@tensorflow/tfjs-node/lib/napi-v8');
      mkdirSync(lib, { recursive: true });
      const note = { source: 'wheel', key: 'any', sizeBytes: 1 };
      writeFileSync(join(cacheFolder, 'tensorflow/installed.json'), JSON.stringify(note));
      writeFileSync(join(lib, 'tfjs_binding.node'), content);
      return { cacheFolder, lookFrom: [] };
    };

    test.skipIf(process.platform === 'win32')('that ends the process which loads it says so, and goes on', async () => {
      const require = createRequire(import.meta.url);
      const runtime = require.resolve('@mnist-adder/onnxruntime-node');
      const native = readdirSync(dirname(dirname(runtime)), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.node'))
        .map((name) => readFileSync(join(dirname(dirname(runtime)), name)))[0];
      const broken = native === undefined ? 'no library' : native.subarray(0, native.length / 3);
      const found = await tensorflowBackend(installed(broken)).probe();
      expect(found).toEqual({
        available: false,
        reason: expect.stringMatching(/tfjs_binding\.node does not load \(.+\)$/) as string,
      });
      const killed = { exitCode: 128, stdout: '', stderr: 'ended by SIGBUS' };
      const run = () => Promise.resolve(killed);
      expect(await tensorflowBackend({ ...installed(''), run }).probe()).toMatchObject({
        reason: expect.stringContaining('does not load (ended by SIGBUS)') as string,
      });
    });

    test('says whether it uses a GPU', async () => {
      const run = (usesGpu: boolean) => () =>
        Promise.resolve({ exitCode: 0, stdout: `something else\n${usesGpu}\n`, stderr: '' });
      const options = installed('');
      expect(await tensorflowBackend({ ...options, run: run(false) }).probe()).toEqual({ available: true });
    });
  });
});

const SIZE = 2;
const noise = (() => {
  const stream = randomStream(1);
  return createDigitSet({
    images: {
      source: 'noise',
      dimensions: [3 * SIZE, 28, 28],
      data: Uint8Array.from({ length: 3 * SIZE * IMAGE_PIXELS }, () => stream.below(256)),
    },
    labels: {
      source: 'noise',
      dimensions: [3 * SIZE],
      data: Uint8Array.from({ length: 3 * SIZE }, () => stream.below(10)),
    },
  });
})();

/** The losses of three small steps of a recipe on the active backend, and the tensors that each of them left behind. */
async function trainThreeSteps(id: string) {
  const found = findRecipe(id)!;
  const { backbone } = found.network;
  const recipe = {
    ...found,
    network: {
      ...found.network,
      // Plain JavaScript takes seconds for a step of this one as it is.
      backbone: backbone.type === 'identity-cnn' ? { ...backbone, filters: [4, 8, 8] } : backbone,
    },
    training: { ...found.training, batchSize: SIZE, epochs: 1 },
  };
  const model = createAdder(recipe.network, { seed: 1 });
  const inputs = createStepInputs({ recipe, model, digits: noise, seed: 1 });
  const step = createTrainingStep(model, recipe);
  const executor = await eagerExecutor().prepareStep(step);
  const losses: number[] = [];
  const tensors: number[] = [];
  for (let index = 0; index < 3; index++) {
    const prepared = await inputs.at(0, index);
    losses.push((await executor.run(prepared.inputs)).scores.loss);
    tensors.push(tf.memory().numTensors);
  }
  step.dispose();
  model.dispose();
  return { losses, leftBehind: tensors.at(-1)! - tensors[0]! };
}

const probed = await tensorflowBackend().probe();

const missing = probed.available ? undefined : `tensorflow is not here: ${probed.reason}`;
if (missing !== undefined) console.warn(`skipped: ${missing}`);

describe.skipIf(missing !== undefined)(missing ?? 'a step on tensorflow', () => {
  beforeAll(async () => {
    tf.enableProdMode();
    await tensorflowBackend().start();
  });

  // Between them they have every layer and optimizer.
  test.each(['adder-fast', 'identity-adder', 'mlp-490'])(
    'of %s loses what it does in plain JavaScript, and leaves no tensor behind',
    async (id) => {
      await tf.setBackend('tensorflow');
      const { losses, leftBehind } = await trainThreeSteps(id);
      expect(leftBehind).toBe(0);
      await tf.setBackend('cpu');
      const { losses: expected } = await trainThreeSteps(id);
      for (const [i, loss] of losses.entries()) expect(loss / expected[i]! - 1, `step ${i}`).toBeCloseTo(0, 3);
    },
  );
});

describe.skipIf(missing !== undefined)(missing ?? 'the kernels that stand in for those of tfjs-node', () => {
  beforeAll(async () => {
    await tensorflowBackend().start();
  });

  /** The values that a function gives on each of the two backends. */
  async function onBoth(calculate: () => tf.Tensor[]) {
    const values: (readonly number[])[][] = [];
    for (const backend of ['tensorflow', 'cpu']) {
      await tf.setBackend(backend);
      values.push(tf.tidy(() => calculate().map((tensor) => [...tensor.dataSync()])));
    }
    return values as [number[][], number[][]];
  }

  const ramp = (shape: number[], modulus: number) =>
    tf.tensor(
      Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => ((i * 7) % modulus) - modulus / 2),
      shape,
    );

  test.each<[number, number, 'valid' | 'same']>([
    [2, 2, 'valid'],
    [3, 2, 'same'],
    [3, 1, 'valid'],
  ])('pool %i×%i over %s windows, and give the gradient to the first of equal maxima', async (size, strides, pad) => {
    const [ours, theirs] = await onBoth(() => {
      // Few different values, so that many windows have their largest twice.
      const x = ramp([2, 7, 7, 3], 5);
      const pool = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, size, strides, pad);
      const y = pool(x);
      return [y, tf.grad(pool)(x, ramp(y.shape, 11))];
    });
    expect(ours).toEqual(theirs);
  });

  test.each<['valid' | 'same', number]>([
    ['valid', 1],
    ['same', 1],
    ['same', 2],
  ])('convolve with padding %s and strides of %i, gradients included', async (pad, strides) => {
    const [ours, theirs] = await onBoth(() => {
      const [x, filter] = [ramp([2, 7, 6, 3], 13), ramp([3, 3, 3, 4], 7)];
      const convolve = (x: tf.Tensor, filter: tf.Tensor) =>
        tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, strides, pad);
      const y = convolve(x, filter);
      return [y, ...tf.grads(convolve)([x, filter], ramp(y.shape, 9))];
    });
    expect(ours).toEqual(theirs);
  });

  test('step at zero, and elsewhere as tfjs-node does', async () => {
    const [ours, theirs] = await onBoth(() => {
      const x = tf.tensor1d([-2, -0, 0, 1e-30, 3, Infinity]);
      return [tf.step(x), tf.step(x, 0.25)];
    });
    expect(ours).toEqual(theirs);
  });
});

describe.skipIf(missing !== undefined || process.platform === 'win32')(
  missing ?? 'a signal in the middle of an op',
  () => {
    test('waits until the op is done: oneDNN’s products do not survive a handler', async () => {
      await tensorflowBackend().start();
      let handled = 0;
      const count = () => handled++;
      process.on('SIGWINCH', count);
      const flood = `for (;;) process.kill(${process.pid}, 'SIGWINCH')`;
      const sender = spawn(process.execPath, ['-e', flood], { stdio: 'ignore' });
      try {
        const [a, b] = [tf.ones([256, 256]), tf.ones([800, 256])];
        const until = performance.now() + 3000;
        while (performance.now() < until) {
          for (let i = 0; i < 20; i++) tf.matMul(a, b, false, true).dispose();
          await setImmediate();
        }
        expect(handled).toBeGreaterThan(0);
        tf.dispose([a, b]);
      } finally {
        sender.kill('SIGKILL');
        await once(sender, 'close');
        process.off('SIGWINCH', count);
      }
    });
  },
);
