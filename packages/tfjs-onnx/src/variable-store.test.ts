import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { InferenceSession, Tensor } from 'onnxruntime-common';
import * as ort from 'onnxruntime-node';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SESSION } from '../test/against-eager.js';
import { compile, record, type OnnxRuntime } from './index.js';

beforeEach(async () => {
  await tf.setBackend('cpu');
});

afterEach(() => {
  tf.disposeVariables();
});

/** An ONNX Runtime whose GPU is a map. Tensors in it can only be read by sessions and only be freed once. */
function runtimeWithGpu() {
  const memory = new Map<Tensor, Tensor>();
  let uploads = 0;
  const keep = (value: Tensor): Tensor => {
    const { type, dims } = value;
    const dispose = () => {
      if (!memory.delete(handle)) throw new Error('freed twice');
    };
    const handle = ort.Tensor.fromGpuBuffer({} as never, { dataType: type as 'float32', dims: [...dims], dispose });
    memory.set(handle, value);
    return handle;
  };
  const fetched = (value: Tensor) => {
    if (value.location === 'cpu') {
      uploads++;
      return value;
    }
    const kept = memory.get(value);
    if (kept === undefined) throw new Error('used after it was freed');
    return kept;
  };
  const runtime: OnnxRuntime = {
    Tensor: ort.Tensor,
    env: ort.env,
    InferenceSession: {
      async create(model, { preferredOutputLocation = {}, ...options } = {}) {
        const session = await ort.InferenceSession.create(model, options);
        const stays = preferredOutputLocation as Record<string, string>;
        return {
          release: () => session.release(),
          run: async (feeds: InferenceSession.OnnxValueMapType) => {
            const inputs = Object.entries(feeds).map(([name, value]) => [name, fetched(value)]);
            const results = Object.entries(await session.run(Object.fromEntries(inputs) as typeof feeds));
            return Object.fromEntries(
              results.map(([name, value]) => [name, stays[name] === 'gpu-buffer' ? keep(value) : value]),
            );
          },
        } as InferenceSession;
      },
    },
  };
  return { runtime, memory, uploads: () => uploads };
}

test('variables stay on the GPU between runs, and are copied back when they are written', async () => {
  const { runtime, memory, uploads } = runtimeWithGpu();
  const sum = tf.variable(tf.zeros([2]), true, 'sum');
  const last = tf.variable(tf.zeros([2]), true, 'last');
  const recording = record({ x: { shape: [2] } }, ({ x }) => {
    sum.assign(tf.add(sum, x));
    // Assigned but never read: an output without an input.
    last.assign(tf.mul(x, 10));
    return { total: tf.sum(sum) };
  });
  const compiled = await compile(runtime, recording, { ...SESSION, variableLocation: 'gpu-buffer' });
  const run = async (...x: number[]) => (await compiled.run({ x: Float32Array.from(x) })).total[0];

  expect([await run(1, 2), await run(3, 4), await run(5, 6)]).toEqual([3, 10, 21]);
  // The batch of each run, and the variable once.
  expect(uploads()).toBe(4);
  expect(memory.size).toBe(2);

  expect(sum.dataSync()).toEqual(Float32Array.of(0, 0));
  await compiled.writeVariables();
  expect([sum.dataSync(), last.dataSync()]).toEqual([Float32Array.of(9, 12), Float32Array.of(50, 60)]);

  expect(await run(1, 1)).toBe(23);
  await compiled.writeVariables();
  expect([sum.dataSync(), last.dataSync()]).toEqual([Float32Array.of(10, 13), Float32Array.of(10, 10)]);

  tf.tidy(() => {
    sum.assign(tf.tensor1d([100, 200]));
  });
  await compiled.readVariables();
  expect(await run(1, 1)).toBe(302);

  await compiled.dispose();
  expect(memory.size).toBe(0);
});
