import { fromBinary } from '@bufbuild/protobuf';
import * as ort from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { SESSION } from '../../test/against-eager.js';
import { Graph, port } from '../graph/graph.js';
import { encodeModel } from './encode.js';
import { AttributeProto_AttributeType, ModelProtoSchema, TensorProto_DataType } from './onnx_pb.js';

/** A graph with every type of constant and attribute. */
function everyKind() {
  const graph = new Graph();
  const x = graph.input('float32', [2, 2]);
  const scale = graph.constant('float32', [2], Float32Array.of(1.5, -2));
  const scaled = graph.op('Mul', [x, scale], x);
  const elu = graph.op('Elu', [scaled], x, { alpha: { float: 0.5 } });
  const turned = graph.op('Transpose', [elu], x, { perm: [1, 0] });
  const padded = graph.op(
    'Pad',
    [turned, graph.int64([1, 0, 0, 0]), undefined],
    { type: 'float32', shape: [3, 2] },
    { mode: 'edge' },
  );
  const sums = graph.op('ReduceSum', [padded, graph.int64([0])], { type: 'float32', shape: [2] }, { keepdims: 0 });
  const wide = graph.cast(sums, 'float64');
  const sum = graph.cast(graph.op('Add', [wide, graph.constant('float64', [], Float64Array.of(10))], wide), 'int32');
  const whole = graph.op('Add', [sum, graph.constant('int32', [2], Int32Array.of(100, 200))], sum);
  const mask = graph.constant('bool', [2], Uint8Array.of(1, 0));
  const chosen = graph.op('Where', [mask, whole, graph.constant('int32', [], Int32Array.of(-1))], whole);
  return { inputs: [port('x', x)], outputs: [port('y', chosen)], nodes: graph.nodes };
}

test('ONNX Runtime reads the file and computes the right result', async () => {
  const session = await ort.InferenceSession.create(encodeModel(everyKind()), SESSION);
  const x = new ort.Tensor('float32', Float32Array.of(1, 2, -3, 4), [2, 2]);
  const { y } = await session.run({ x });
  // x · scale = [[1.5, -4], [-4.5, -8]]. Elu turns negatives into 0.5 (eˣ - 1). Padding repeats the first row of the transpose.
  expect(y!.data).toEqual(Int32Array.of(Math.trunc(10 + 2 * 1.5 + 0.5 * (Math.exp(-4) - 1)) + 100, -1));
  await session.release();
});

test('the header, types and attributes are those of the ONNX schema', () => {
  const model = fromBinary(ModelProtoSchema, encodeModel(everyKind()));
  expect(model.opsetImport).toMatchObject([{ domain: '', version: 18n }]);
  expect(model.irVersion).toBe(8n);
  const { node, initializer, input, output } = model.graph!;
  expect(input.map(({ name }) => name)).toEqual(['x']);
  expect(output[0]).toMatchObject({ name: 'y', type: { value: { value: { elemType: TensorProto_DataType.INT32 } } } });
  expect(new Set(initializer.map(({ dataType }) => dataType))).toEqual(
    new Set([
      TensorProto_DataType.FLOAT,
      TensorProto_DataType.DOUBLE,
      TensorProto_DataType.INT32,
      TensorProto_DataType.INT64,
      TensorProto_DataType.BOOL,
    ]),
  );
  const { INT, INTS, FLOAT, STRING } = AttributeProto_AttributeType;
  const attributes = node.flatMap(({ attribute }) => attribute.map(({ name, type }) => [name, type]));
  expect(attributes).toEqual([
    ['alpha', FLOAT],
    ['perm', INTS],
    ['mode', STRING],
    ['keepdims', INT],
    ['to', INT],
    ['to', INT],
  ]);
  // A left out input after others has an empty name.
  expect(node.find(({ opType }) => opType === 'Pad')!.input[2]).toBe('');
});

test('values between inputs and outputs get names that no port has', () => {
  const graph = new Graph();
  const x = graph.input('float32', [1]);
  const y = graph.op('Exp', [graph.op('Neg', [x], x)], x);
  const { node } = fromBinary(
    ModelProtoSchema,
    encodeModel({ inputs: [port('_1', x)], outputs: [port('__2', y)], nodes: graph.nodes }),
  ).graph!;
  expect(node.map(({ output }) => output[0])).toEqual(['___1', '__2']);
});

test('outputs that are inputs, constants or other outputs are copies', () => {
  const graph = new Graph();
  const x = graph.input('float32', [1]);
  const y = graph.op('Neg', [x], x);
  const one = graph.constant('float32', [1], Float32Array.of(1));
  const { node, initializer } = fromBinary(
    ModelProtoSchema,
    encodeModel({
      inputs: [port('x', x)],
      outputs: [port('a', x), port('b', y), port('c', y), port('d', one)],
      nodes: graph.nodes,
    }),
  ).graph!;
  expect(node.map(({ opType, input, output }) => [opType, input[0], output[0]])).toEqual([
    ['Neg', 'x', 'b'],
    ['Identity', 'x', 'a'],
    ['Identity', 'b', 'c'],
    ['Identity', initializer[0]!.name, 'd'],
  ]);
});
