import { sha256 } from '@mnist-adder/dataset/internal';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { loadLayersModel, type LayersModel } from '@tensorflow/tfjs-layers';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createWornAdder, randomImages, SMALL_SPECS, SOME_SCORES } from '../../test/small-models.js';
import { forwardAllAddends } from '../forward/forward.js';
import { ModelError, type SavedModelCode } from '../model-error.js';
import { hasSum } from '../network/network.js';
import { parseAdderSpec } from '../network/parse-spec.js';
import { decodeAdder } from './decode-adder.js';
import { encodeAdder } from './encode-adder.js';
import type { AdderFiles } from './files.js';
import type { AdderMetadataInput } from './metadata.js';
import { metadataText } from './metadata-schema.js';
import { openNetwork } from './open-network.js';
import { weightsFiles } from './parse-manifest.js';

const describedAs = (spec: AdderMetadataInput['spec']): AdderMetadataInput => ({
  spec,
  recipe: { id: 'small', training: { epochs: 1 } },
  seed: 3,
  data: { 'train-images-idx3-ubyte': 'a'.repeat(64) },
  scores: SOME_SCORES,
  packageVersion: '1.2.3',
});

const image = randomImages(2, 1);
const addend = tf.oneHot(tf.tensor1d([3, 8], 'int32'), 10, 1, 0, 'float32');
const predict = (model: LayersModel) =>
  tf.tidy(() =>
    [model.predict(hasSum(model) ? [image, addend] : image)].flat().map((tensor) => [...tensor.dataSync()]),
  );

describe.each(SMALL_SPECS)('a saved $name', async ({ spec }) => {
  const model = createWornAdder(spec, 3);
  const files = await encodeAdder(model, describedAs(spec));

  test('is opened by plain TensorFlow.js and gives exactly the same', async () => {
    const { modelTopology, weightsManifest, ...rest } = JSON.parse(files.json) as tf.io.ModelJSON;
    const loaded = await loadLayersModel({
      load: () =>
        Promise.resolve({
          ...rest,
          modelTopology,
          weightSpecs: weightsManifest[0]!.weights,
          weightData: files.weights.buffer,
        } as tf.io.ModelArtifacts),
    });
    expect(predict(loaded)).toEqual(predict(model));
    // What plain TensorFlow.js has opened can be calculated by us, too.
    const [ours, theirs] = [loaded, model].map((either) => forwardAllAddends(either, image));
    expect(ours!.digit.dataSync()).toEqual(theirs!.digit.dataSync());
    expect(ours!.sum?.dataSync()).toEqual(theirs!.sum?.dataSync());
    loaded.dispose();
  });

  test('is opened by us with every weight and what it told of itself', async () => {
    const before = tf.memory().numTensors;
    const { model: decoded, metadata } = await decodeAdder(files, { source: 'here' });
    expect(metadata).toEqual({ ...describedAs(spec), spec: parseAdderSpec(spec) });
    expect(predict(decoded)).toEqual(predict(model));
    expect(tf.memory().numTensors - before).toBe(decoded.weights.length);
    decoded.dispose();
  });

  test('is the same, byte for byte, saved again', async () => {
    const { model: decoded, metadata } = await decodeAdder(files, { source: 'here' });
    expect(await encodeAdder(decoded, metadata)).toEqual(files);
    expect(await encodeAdder(model, describedAs(spec))).toEqual(files);
    decoded.dispose();
  });
});

describe.each([
  ['bytes', 'uint8', 4, 0.02],
  ['half precision', 'float16', 2, 0.001],
] as const)('weights rounded to %s', (_, quantization, part, tolerance) => {
  const { spec } = SMALL_SPECS[0]!;

  test('are so much smaller, and read alike by us and by plain TensorFlow.js', async () => {
    const model = createWornAdder(spec, 3);
    const whole = await encodeAdder(model, describedAs(spec));
    const files = await encodeAdder(model, describedAs(spec), { quantization });
    const { weightsManifest } = JSON.parse(files.json) as tf.io.ModelJSON;
    const specs = weightsManifest[0]!.weights;
    const vectors = specs.filter((weight) => weight.quantization === undefined);
    expect(vectors.every(({ shape }) => shape.length === 1)).toBe(true);
    const vectorBytes = 4 * vectors.reduce((size, { shape }) => size + shape[0]!, 0);
    expect(files.weights.length).toBe(vectorBytes + (whole.weights.length - vectorBytes) / part);

    const theirs = tf.io.decodeWeights(files.weights.buffer, specs);
    const { model: ours } = await decodeAdder(files, { source: 'here' });
    ours.weights.forEach((weight) => {
      expect(weight.read().dataSync()).toEqual(theirs[weight.originalName]!.dataSync());
    });
    const [rounded, exact] = [ours, model].map((either) => predict(either).flat());
    rounded!.forEach((value, i) => {
      expect(Math.abs(value - exact![i]!)).toBeLessThan(tolerance);
    });
  });

  test('are refused where they are of an unknown type or too few', async () => {
    const files = await encodeAdder(createWornAdder(spec, 3), describedAs(spec), { quantization });
    const damaged = { ...files, json: files.json.replace(`"dtype":"${quantization}"`, '"dtype":"uint4"') };
    await expect(decodeAdder(damaged, { source: 'here' })).rejects.toMatchObject({ code: 'model-not-layers' });
    await expect(decodeAdder({ ...files, weights: files.weights.slice(1) }, { source: 'here' })).rejects.toMatchObject({
      code: 'model-weights-truncated',
    });
  });
});

test('what digits look like to a model is saved with it, and found by openNetwork', async () => {
  const { spec } = SMALL_SPECS[0]!;
  const model = createWornAdder(spec, 3);
  const perDigit = (length: number) =>
    Array.from({ length: 10 }, (_, digit) => new Array<number>(length).fill(digit / 4));
  const familiarity = { means: perDigit(9), whitening: perDigit(45), threshold: 60.5 };
  const files = await encodeAdder(model, { ...describedAs(spec), familiarity });
  const saved = await decodeAdder(files, { source: 'here' });
  expect(saved.metadata.familiarity).toEqual(familiarity);
  const network = openNetwork(files);
  expect(network.familiarity).toEqual(familiarity);
  tf.dispose([saved.model.getWeights()]);
  network.dispose();
  const short = { ...familiarity, means: familiarity.means.slice(1) };
  await expect(encodeAdder(model, { ...describedAs(spec), familiarity: short })).rejects.toThrow(
    'metadata.familiarity',
  );
});

test('a model is whole, too, whose network has got a setting since it was saved', async () => {
  const { spec } = SMALL_SPECS.find(({ name }) => name === 'vgg + exact')!;
  const { json, weights } = await encodeAdder(createWornAdder(spec, 3), describedAs(spec));
  const artifacts = JSON.parse(json) as {
    userDefinedMetadata: { mnistAdder: { spec: { backbone: { columns?: number } }; metadataSha256: string } };
  };
  const stored = artifacts.userDefinedMetadata.mnistAdder;
  expect(stored.spec.backbone.columns).toBe(1);
  delete stored.spec.backbone.columns;
  const ofThem = new Set(Object.keys(describedAs(spec)));
  const written = Object.fromEntries(Object.entries(stored).filter(([key]) => ofThem.has(key)));
  stored.metadataSha256 = (await sha256(metadataText(written)))!;
  const { model, metadata } = await decodeAdder({ json: JSON.stringify(artifacts), weights }, { source: 'here' });
  expect(metadata.spec).toEqual(parseAdderSpec(spec));
  model.dispose();
});

describe('a saved model that is not whole', async () => {
  const { spec } = SMALL_SPECS[0]!;
  const model = createWornAdder(spec, 3);
  const files = await encodeAdder(model, describedAs(spec));

  interface Artifacts {
    format: string;
    modelTopology: { config: { layers: { config: Record<string, unknown> }[] } };
    weightsManifest: { paths: string[]; weights: { name: string; shape: number[]; dtype: string }[] }[];
    userDefinedMetadata?: { mnistAdder?: Record<string, unknown> };
  }

  function withJson(change: (artifacts: Artifacts, metadata: Record<string, unknown>) => void): AdderFiles {
    const artifacts = JSON.parse(files.json) as Artifacts;
    change(artifacts, artifacts.userDefinedMetadata!.mnistAdder!);
    return { ...files, json: JSON.stringify(artifacts) };
  }

  /** With as many weights as are listed then, so that their number gives nothing away. */
  function listedAnew(change: (artifacts: Artifacts) => void): AdderFiles {
    const { json } = withJson(change);
    return { json, weights: new Uint8Array(weightsFiles(json).sizeBytes) };
  }

  /** Lists in lists. */
  const deep = (levels: number) => JSON.parse('['.repeat(levels) + ']'.repeat(levels)) as unknown;

  function withWeights(change: (weights: Float32Array) => void): AdderFiles {
    const weights = files.weights.slice();
    change(new Float32Array(weights.buffer));
    return { ...files, weights };
  }

  const weightsOf = (artifacts: Artifacts) => artifacts.weightsManifest[0]!.weights;

  const cases: [SavedModelCode, 'model.json' | 'weights.bin', AdderFiles, string][] = [
    ['model-not-json', 'model.json', { ...files, json: files.json.slice(0, 1000) }, 'expected JSON'],
    ['model-not-layers', 'model.json', { ...files, json: '[]' }, 'found "Invalid input'],
    [
      'model-not-layers',
      'model.json',
      withJson((a) => (a.format = 'graph-model')),
      'found a graph model of TensorFlow.js (TensorFlow.js tfjs-layers v4.22.0), which mnist-adder did not save',
    ],
    ['model-not-layers', 'model.json', { ...files, json: '{"module":"keras","class_name":"Functional"}' }, 'Keras 3'],
    [
      'model-not-json',
      'model.json',
      { ...files, json: `${'['.repeat(20_000)}${']'.repeat(20_000)}` },
      'at most 100 levels',
    ],
    ['model-not-json', 'model.json', withJson((_, m) => (m.recipe = deep(150))), 'at most 100 levels'],
    ['model-not-layers', 'model.json', withJson((a) => (a.weightsManifest[0]!.paths = ['../weights.bin'])), 'paths.0'],
    ['model-not-adder', 'model.json', withJson((a) => delete a.userDefinedMetadata), 'found none'],
    ['model-not-adder', 'model.json', withJson((a) => delete a.userDefinedMetadata!.mnistAdder), 'found none'],
    ['model-format-version', 'model.json', withJson((_, m) => (m.formatVersion = 2)), 'formatVersion 1, found 2'],
    ['model-format-version', 'model.json', withJson((_, m) => delete m.formatVersion), 'found none'],
    ['model-metadata', 'model.json', withJson((_, m) => (m.seed = 0.5)), 'found "seed: '],
    ['model-metadata', 'model.json', withJson((_, m) => (m.extra = 1)), 'extra'],
    ['model-metadata', 'model.json', withJson((_, m) => (m.seed = 7)), 'metadata with the SHA-256'],
    ['model-spec', 'model.json', withJson((_, m) => (m.spec = { head: { type: 'exact' } })), 'spec.backbone'],
    ['model-topology', 'model.json', withJson((a) => a.modelTopology.config.layers.pop()), 'small-cnn, concat'],
    [
      'model-topology',
      'model.json',
      withJson((a) => (a.modelTopology.config.layers[1]!.config.scale = 2)),
      'small-cnn, concat',
    ],
    [
      'model-weight-missing',
      'model.json',
      listedAnew((a) => weightsOf(a).shift()),
      'conv_1/kernel as float32 [5, 5, 1, 2]',
    ],
    [
      'model-weight-shape',
      'model.json',
      withJson((a) => (weightsOf(a)[0]!.shape = [5, 5, 2, 1])),
      'float32 [5, 5, 1, 2], found the weight conv_1/kernel as float32 [5, 5, 2, 1]',
    ],
    ['model-weight-shape', 'model.json', withJson((a) => (weightsOf(a)[0]!.dtype = 'int32')), 'int32 [5, 5, 1, 2]'],
    ['model-weight-shape', 'model.json', listedAnew((a) => weightsOf(a).push(weightsOf(a)[0]!)), 'kernel as float32'],
    [
      'model-weight-unknown',
      'model.json',
      listedAnew((a) => weightsOf(a).push({ name: 'extra/kernel', shape: [1], dtype: 'float32' })),
      'the weight extra/kernel as float32 [1] as well',
    ],
    [
      'model-weights-truncated',
      'weights.bin',
      { ...files, weights: files.weights.slice(0, -1) },
      `expected ${files.weights.length} bytes, found ${files.weights.length - 1}.`,
    ],
    [
      'model-weights-over-long',
      'weights.bin',
      { ...files, weights: new Uint8Array(files.weights.length + 4) },
      'bytes',
    ],
    ['model-weights-altered', 'weights.bin', withWeights((weights) => (weights[7]! += 1)), 'as here/model.json says'],
    [
      'model-weight-not-finite',
      'weights.bin',
      withWeights((weights) => (weights[52] = NaN)),
      'finite numbers in the weight conv_2/kernel, found NaN at place 0',
    ],
  ];

  test.each(cases)('is refused: %s in %s (%#)', async (code, file, broken, message) => {
    const before = tf.memory().numTensors;
    await expect(decodeAdder(broken, { source: 'here' })).rejects.toThrow(
      expect.objectContaining({
        name: 'ModelError',
        code,
        facts: expect.objectContaining({ file: `here/${file}` }) as object,
      }) as Error,
    );
    await expect(decodeAdder(broken, { source: 'here' })).rejects.toThrow(message);
    expect(tf.memory().numTensors).toBe(before);
  });

  test.each([
    ['columns', { type: 'vgg', columns: 1e9 }],
    ['convolutions', { type: 'vgg', convolutions: [1e9, 1, 1] }],
    ['a wide embedding', { type: 'vgg', embedding: 1e8 }],
    ['wide layers', { type: 'mlp', hidden: [1e9] }],
    ['many layers', { type: 'mlp', hidden: Array.from({ length: 20_000 }, () => 1) }],
    ['a large kernel', { type: 'small-cnn', filters: [1e9, 1e9] }],
  ])('asks for no more %s than its weights have', async (_, backbone) => {
    const before = tf.memory().numTensors;
    const greedy = withJson((_, metadata) => {
      metadata.spec = { backbone, head: { type: 'digit' } };
      delete metadata.metadataSha256;
    });
    await expect(decodeAdder(greedy, { source: 'here' })).rejects.toMatchObject({
      name: 'ModelError',
      code: expect.stringMatching(/^model-(topology|weight-(missing|shape))$/) as string,
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  test('opens with a byte order mark, and with its weights in several files under other names', async () => {
    const other = withJson((artifacts) => {
      const weights = weightsOf(artifacts);
      artifacts.weightsManifest = [
        { paths: ['a 1.bin', 'a 2.bin'], weights: weights.slice(0, 3) },
        { paths: ['b.bin'], weights: weights.slice(3) },
      ];
    });
    expect(weightsFiles(other.json)).toEqual({
      paths: ['a 1.bin', 'a 2.bin', 'b.bin'],
      sizeBytes: files.weights.length,
    });
    const { model: decoded } = await decodeAdder({ ...other, json: `\uFEFF${other.json}` }, { source: 'here' });
    expect(predict(decoded)).toEqual(predict(model));
    decoded.dispose();
  });

  test('is found out, or opens as what it was, whichever bit is another and wherever it is cut off', async () => {
    const bytes = { json: new TextEncoder().encode(files.json), weights: files.weights };
    const whole = await decodeAdder(files, { source: 'here' });
    const expected = whole.model.getWeights().map((weight) => weight.dataSync());
    let opened = 0;
    const change = fc.record({
      name: fc.constantFrom('json', 'weights'),
      at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      bit: fc.option(fc.nat(7)),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ name, at, bit }) => {
        const changed = { json: bytes.json.slice(), weights: bytes.weights.slice() };
        const place = Math.floor(at * changed[name as 'json'].length);
        if (bit === null) changed[name as 'json'] = changed[name as 'json'].slice(0, place);
        else changed[name as 'json'][place]! ^= 1 << bit;
        const broken = { json: new TextDecoder().decode(changed.json), weights: changed.weights };
        const found = await decodeAdder(broken, { source: 'here' }).catch((error: unknown) => error);
        if (found instanceof Error) {
          expect(found).toBeInstanceOf(ModelError);
          return;
        }
        const { model: decoded, metadata } = found as typeof whole;
        opened++;
        expect(metadata).toEqual(whole.metadata);
        expect(decoded.getWeights().map((weight) => weight.dataSync())).toEqual(expected);
        decoded.dispose();
      }),
      { numRuns: 500 },
    );
    whole.model.dispose();
    expect(opened).toBeLessThan(250);
  });

  test('opens where only the order of its keys and how weights were first drawn are others', async () => {
    const reordered = withJson((artifacts) => {
      const { config } = artifacts.modelTopology.config.layers[2]!;
      const entries = Object.entries({ ...config, kernel_initializer: { class_name: 'Zeros', config: {} } });
      artifacts.modelTopology.config.layers[2]!.config = Object.fromEntries(entries.reverse());
    });
    const { model: decoded } = await decodeAdder(reordered, { source: 'here' });
    expect(predict(decoded)).toEqual(predict(model));
    decoded.dispose();
  });

  test('is not written in the first place where a weight is not finite', async () => {
    const sick = createWornAdder(spec, 4);
    const bias = sick.weights.find(({ originalName }) => originalName === 'conv_2/bias')!;
    bias.write(tf.tensor1d([0, Infinity, 0]));
    await expect(encodeAdder(sick, describedAs(spec))).rejects.toThrow(
      'finite numbers in the weight conv_2/bias, found Infinity at place 1',
    );
    sick.dispose();
  });
});
