import { fromBinary } from '@bufbuild/protobuf';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { input, layers, model, sequential, type LayersModel, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import * as ort from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { errorWith, example, expectClose, SESSION } from '../test/against-eager.js';
import { exportOnnx } from './export-onnx.js';
import { ModelProtoSchema } from './onnx/onnx_pb.js';

/** A classifier of 8 × 8 images, with every kind of layer that differs in training. */
const createModel = (): LayersModel =>
  sequential({
    layers: [
      layers.conv2d({ inputShape: [8, 8, 1], filters: 4, kernelSize: 3, activation: 'relu', padding: 'same' }),
      layers.batchNormalization(),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.dropout({ rate: 0.5 }),
      layers.flatten(),
      layers.dense({ units: 3, activation: 'softmax' }),
    ],
  });

async function run(bytes: Uint8Array, feeds: Record<string, tf.Tensor>): Promise<Record<string, ort.Tensor>> {
  const session = await ort.InferenceSession.create(bytes, SESSION);
  const tensors = Object.entries(feeds).map(([name, tensor]) => [
    name,
    new ort.Tensor('float32', tensor.dataSync<'float32'>(), tensor.shape),
  ]);
  const results = await session.run(Object.fromEntries(tensors) as Record<string, ort.Tensor>);
  await session.release();
  return results;
}

test('an exported model predicts the same, for batches of any length', async () => {
  const trained = createModel();
  const bytes = exportOnnx(trained);
  const [name] = trained.inputNames;
  for (const batch of [1, 4]) {
    const images = tf.randomUniform([batch, 8, 8, 1], -1, 1, 'float32', 1);
    const results = await run(bytes, { [name!]: images });
    const [output] = trained.outputNames;
    const expected = (trained.predict(images) as tf.Tensor).dataSync();
    expect(results[output!]!.dims).toEqual([batch, 3]);
    (results[output!]!.data as Float32Array).forEach((value, i) => {
      expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-5);
    });
  }
});

test('inputs and outputs have the names and shapes of the model', () => {
  const [left, right] = [input({ shape: [3], name: 'left' }), input({ shape: [2], name: 'right' })];
  const joined = layers.concatenate().apply([left, right]) as SymbolicTensor;
  const outputs = ['first', 'second'].map((name) => layers.dense({ units: 4, name }).apply(joined) as SymbolicTensor);
  const { graph } = fromBinary(ModelProtoSchema, exportOnnx(model({ inputs: [left, right], outputs })));
  const described = (ports: NonNullable<typeof graph>['input']) =>
    ports.map(({ name, type }) => {
      const shape = type?.value.case === 'tensorType' ? type.value.value.shape : undefined;
      return [name, ...shape!.dim.map(({ value: { value } }) => (typeof value === 'bigint' ? Number(value) : value))];
    });
  expect(described(graph!.input)).toEqual([
    ['left', 'batch', 3],
    ['right', 'batch', 2],
  ]);
  expect(described(graph!.output)).toEqual([
    ['first', 'batch', 4],
    ['second', 'batch', 4],
  ]);
});

describe('the operator set', () => {
  test.each([
    [13, 7n],
    [15, 8n],
    [18, 8n],
    [20, 9n],
    [22, 10n],
    [23, 11n],
  ])('%i is written, in the file format that was released with it', (opset, irVersion) => {
    const header = fromBinary(ModelProtoSchema, exportOnnx(createModel(), { opset }));
    expect(header.opsetImport).toMatchObject([{ domain: '', version: BigInt(opset) }]);
    expect(header.irVersion).toBe(irVersion);
  });

  test.each([12, 24, 17.5])('%d is refused', (opset) => {
    expect(() => exportOnnx(createModel(), { opset })).toThrow(errorWith('unsupported-opset'));
    expect(() => exportOnnx(createModel(), { opset })).toThrow('take one from 13 to 23');
  });
});

test('an input without a length, other than the batch, is refused', () => {
  const wide = sequential({ layers: [layers.conv2d({ inputShape: [null, null, 1], filters: 1, kernelSize: 3 })] });
  expect(() => exportOnnx(wide)).toThrow(errorWith('unknown-shape'));
  expect(() => exportOnnx(wide)).toThrow(
    /of shape \[null, null, null, 1\] has more axes without a length than the batch/,
  );
});

test('outputs whose names repeat get a number', () => {
  const x = input({ shape: [2], name: 'x' });
  const y = input({ shape: [2], name: 'y' });
  const shared = layers.dense({ units: 3, name: 'shared' });
  const outputs = [shared.apply(x), shared.apply(y)] as SymbolicTensor[];
  const { graph } = fromBinary(ModelProtoSchema, exportOnnx(model({ inputs: [x, y], outputs })));
  expect(graph!.output.map(({ name }) => name)).toEqual(['shared', 'shared_1']);
});

test('an LSTM that returns its states has three outputs', async () => {
  const x = input({ shape: [4, 2] });
  const lstm = layers.lstm({ units: 3, returnState: true, recurrentInitializer: 'glorotNormal', name: 'lstm' });
  const network = model({ inputs: x, outputs: lstm.apply(x) as SymbolicTensor[] });
  const session = await ort.InferenceSession.create(exportOnnx(network), SESSION);
  expect(session.outputNames).toEqual(['lstm', 'lstm_1', 'lstm_2']);
  const { data, shape } = example([2, 4, 2], 1);
  const found = await session.run({ [session.inputNames[0]!]: new ort.Tensor('float32', data as Float32Array, shape) });
  const expected = network.predict(tf.tensor(data, [2, 4, 2])) as tf.Tensor[];
  for (const [i, name] of session.outputNames.entries()) {
    expectClose(name, found[name]!.data as Float32Array, expected[i]!.dataSync(), 1e-5);
  }
});

test('an unknown option, and something that is not a model, are refused', () => {
  expect(() => exportOnnx(createModel(), { version: 18 } as object)).toThrow('options is an object with version');
  expect(() => exportOnnx(undefined as never)).toThrow('model is undefined, but must be a layers model');
});
