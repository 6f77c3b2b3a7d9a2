import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Graph, sizeOf } from './graph.js';

const FLOATS = { type: 'float32', shape: [2, 3] } as const;

test('an operation on the same inputs is recorded once', () => {
  const graph = new Graph();
  const x = graph.input('float32', [2, 3]);
  const first = graph.op('Elu', [x], FLOATS, { alpha: { float: 1 } });
  expect(graph.op('Elu', [x], FLOATS, { alpha: { float: 1 } })).toBe(first);
  expect(graph.op('Elu', [x], FLOATS, { alpha: { float: 2 } })).not.toBe(first);
  expect(graph.op('Relu', [x], FLOATS)).not.toBe(first);
  expect(graph.nodes.map(({ type }) => type)).toEqual(['Elu', 'Elu', 'Relu']);
});

test('operations with other optional inputs left out differ', () => {
  const graph = new Graph();
  const x = graph.input('float32', [2, 3]);
  expect(graph.op('Clip', [x, undefined, x], FLOATS)).not.toBe(graph.op('Clip', [x, x], FLOATS));
});

test('small constants and lists of indices are shared if type, shape and bits are equal', () => {
  const graph = new Graph();
  const floats = (...numbers: number[]) => graph.constant('float32', [numbers.length], Float32Array.from(numbers));
  expect(floats(1, 2)).toBe(floats(1, 2));
  expect(floats(0)).not.toBe(floats(-0));
  expect(floats(NaN)).toBe(floats(NaN));
  expect(graph.constant('int32', [1], Int32Array.of(1))).not.toBe(floats(1));
  expect(graph.constant('float32', [1, 2], Float32Array.of(1, 2))).not.toBe(floats(1, 2));
  expect(graph.int64([1, 2])).toBe(graph.int64([1, 2]));
  const many = [...Array(1000).keys()];
  expect(graph.int64(many)).toBe(graph.int64(many));
  expect(floats(...many)).not.toBe(floats(...many));
});

test('a transpose that moves no data is a reshape or nothing', () => {
  const graph = new Graph();
  const x = graph.input('float32', [2, 1, 3]);
  expect(graph.transpose(x, [0, 1, 2])).toBe(x);
  expect(graph.transpose(x, [1, 0, 2]).source).toMatchObject({ node: { type: 'Reshape' } });
  expect(graph.transpose(x, [2, 1, 0]).source).toMatchObject({ node: { type: 'Transpose' } });
});

test('a reshape of a reshape is one reshape, or none if the shape is the first one', () => {
  const graph = new Graph();
  const x = graph.input('float32', [2, 6]);
  const there = graph.reshape(x, [3, 4]);
  expect(graph.reshape(there, [12]).source).toMatchObject({ node: { inputs: [x, {}] } });
  expect(graph.reshape(there, [2, 6])).toBe(x);
});

test('a cast to the same type adds nothing', () => {
  const graph = new Graph();
  const x = graph.input('float32', [2]);
  expect(graph.cast(x, 'float32')).toBe(x);
  expect(graph.cast(x, 'int32')).toMatchObject({ type: 'int32', shape: [2] });
});

test('a transpose has the shape that its order gives', () => {
  const ordered = fc
    .array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 })
    .chain((shape) =>
      fc.shuffledSubarray([...shape.keys()], { minLength: shape.length }).map((order) => ({ shape, order })),
    );
  fc.assert(
    fc.property(ordered, ({ shape, order }) => {
      const graph = new Graph();
      const value = graph.transpose(graph.input('float32', shape), order);
      expect(value.shape).toEqual(order.map((axis) => shape[axis]));
      expect(value.size).toBe(sizeOf(shape));
    }),
  );
});
