import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { randomStream } from '@mnist-adder/dataset';
import { createAdder, hasSum, parseAdderSpec, type AdderSpec } from '@mnist-adder/model';
import { HEADS } from '@mnist-adder/model/internal/spec';
import { exportOnnx, OPSETS } from '@mnist-adder/tfjs-onnx';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import * as ort from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { askPython, findPython } from '../../../tensorboard/test/python/find-python.js';
import { findRecipe, RECIPE_IDS } from '../../src/recipes/recipes.js';

type Feed = Record<string, [shape: number[], data: number[]]>;
type Outputs = Record<string, ArrayLike<number>>;

const TOLERANCE = 1e-5;
const NETWORKS: readonly (readonly [name: string, spec: AdderSpec])[] = [
  ...RECIPE_IDS.map((id) => [id, findRecipe(id).network] as const),
  ...HEADS.map(({ type }) => {
    return [`head-${type}`, parseAdderSpec({ backbone: { type: 'lenet' }, head: { type } })] as const;
  }),
];

/** A model whose averages, biases and scales are away from where they begin. */
function wornModel(spec: AdderSpec): LayersModel {
  const model = createAdder(spec, { seed: 1 });
  const trained = new Set(model.trainableWeights.map(({ name }) => name));
  for (const weight of model.weights) {
    const isKnown = !trained.has(weight.name) && !weight.name.includes('moving');
    if (isKnown) continue;
    // Not `name`, which has a number where another model had the name before.
    const random = randomStream(1, 'wear', weight.originalName);
    const values = tf.tidy(() =>
      weight
        .read()
        .dataSync<'float32'>()
        .map((value) => value + 0.05 * random.uniform()),
    );
    weight.write(tf.tensor(values, weight.read().shape));
  }
  return model;
}

/** Images and addends in batches of different lengths. */
function feedsOf(model: LayersModel): Feed[] {
  return [1, 3].map((batch) => {
    const random = randomStream(2, 'images', batch);
    const image: Feed[string] = [
      [batch, 28, 28, 1],
      Array.from({ length: batch * 784 }, () => Math.fround(random.uniform())),
    ];
    if (!hasSum(model)) return { image };
    return {
      image,
      addend: [[batch, 10], Array.from({ length: batch * 10 }, (_, i) => Number(i % 10 === (7 * batch + i) % 9))],
    };
  });
}

function expectedOf(model: LayersModel, feed: Feed): Outputs {
  return tf.tidy(() => {
    const tensors = model.inputNames.map((name) => tf.tensor(feed[name]![1], feed[name]![0]));
    const results = [model.apply(tensors) as tf.Tensor | tf.Tensor[]].flat();
    return Object.fromEntries(model.outputNames.map((name, i) => [name, results[i]!.dataSync<'float32'>()]));
  });
}

function expectSame(found: Outputs, expected: Outputs): void {
  expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, values] of Object.entries(expected)) {
    expect(found[name]).toHaveLength(values.length);
    for (let i = 0; i < values.length; i++) expect(Math.abs(found[name]![i]! - values[i]!)).toBeLessThan(TOLERANCE);
  }
}

async function answers(bytes: Uint8Array, feed: Feed): Promise<Outputs> {
  const session = await ort.InferenceSession.create(bytes, { logSeverityLevel: 4 });
  const tensors = Object.entries(feed).map(([name, [shape, data]]) => [name, new ort.Tensor('float32', data, shape)]);
  const results = await session.run(Object.fromEntries(tensors) as Record<string, ort.Tensor>);
  await session.release();
  return Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, data as Float32Array]));
}

describe.each(NETWORKS)('%s as ONNX', (_, spec) => {
  test('gives the same in ONNX Runtime, for batches of any length, and leaves no tensor', async () => {
    const model = wornModel(spec);
    const before = tf.memory().numTensors;
    const bytes = exportOnnx(model);
    expect(tf.memory().numTensors).toBe(before);
    for (const feed of feedsOf(model)) expectSame(await answers(bytes, feed), expectedOf(model, feed));
    expect(bytes.length).toBeLessThan(4 * model.countParams() + 20_000);
    model.dispose();
  });
});

const found = findPython('packages/trainer/test/onnx/requirements.txt', 'onnx', 'onnxruntime');
if ('reason' in found) test.skip(`ONNX for Python is not here: ${found.reason}`);
else
  test('ONNX’s checker finds nothing, in any operator set, and ONNX Runtime for Python gives the same', () => {
    const folder = mkdtempSync(join(tmpdir(), 'onnx-'));
    const expected: Record<string, Outputs[]> = {};
    for (const [id, spec] of NETWORKS) {
      const model = wornModel(spec);
      const feeds = feedsOf(model);
      const outputs = feeds.map((feed) => expectedOf(model, feed));
      const every = Array.from({ length: OPSETS.max - OPSETS.min + 1 }, (_, i) => OPSETS.min + i);
      for (const opset of id === RECIPE_IDS[0] || id === 'identity-adder' ? every : [OPSETS.min, 18, OPSETS.max]) {
        const name = `${id}-${opset}`;
        expected[name] = outputs;
        writeFileSync(join(folder, `${name}.onnx`), exportOnnx(model, { opset }));
        writeFileSync(join(folder, `${name}.json`), JSON.stringify(feeds));
      }
      model.dispose();
    }
    const program = fileURLToPath(new URL('./check_models.py', import.meta.url));
    const results = askPython(found.python, program, folder) as Record<
      string,
      { complaint: string | null; outputs: Outputs[] }
    >;
    expect(Object.keys(results).sort()).toEqual(Object.keys(expected).sort());
    for (const [name, { complaint, outputs }] of Object.entries(results)) {
      expect([name, complaint]).toEqual([name, null]);
      outputs.forEach((output, i) => {
        expectSame(output, expected[name]![i]!);
      });
    }
  });
