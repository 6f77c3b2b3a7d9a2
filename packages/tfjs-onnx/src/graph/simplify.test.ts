import { describe, expect, test } from 'vitest';
import { Graph, type GraphValue } from './graph.js';
import { simplify } from './simplify.js';

const IMAGES = { type: 'float32', shape: [2, 3, 4, 4] } as const;

/** A convolution, and a bias that is added to it. */
function biasedConvolution(biasShape: readonly number[] = [3]) {
  const graph = new Graph();
  const x = graph.input('float32', [2, 1, 6, 6]);
  const filter = graph.input('float32', [3, 1, 3, 3]);
  const bias = graph.input('float32', biasShape);
  const convolution = graph.op('Conv', [x, filter], IMAGES);
  const sum = graph.op('Add', [convolution, graph.reshape(bias, [1, 3, 1, 1])], IMAGES);
  return { graph, x, filter, bias, convolution, sum };
}

const simplified = (graph: Graph, ...outputs: GraphValue[]) => simplify(graph.nodes, outputs);

test('nodes that no output needs are left out', () => {
  const graph = new Graph();
  const x = graph.input('float32', [2]);
  graph.op('Exp', [x], x);
  const needed = graph.op('Neg', [graph.op('Abs', [x], x)], x);
  expect(simplified(graph, needed).map(({ type }) => type)).toEqual(['Abs', 'Neg']);
});

test('a bias that is added to a convolution becomes part of it', () => {
  const { graph, x, filter, bias, sum } = biasedConvolution();
  const y = graph.op('Relu', [sum], IMAGES);
  const nodes = simplified(graph, y);
  expect(nodes.map(({ type }) => type)).toEqual(['Conv', 'Relu']);
  expect(nodes[0]).toMatchObject({ inputs: [x, filter, bias], outputs: [sum] });
});

test('the bias can be on either side of the sum', () => {
  const { graph, convolution, bias } = biasedConvolution();
  const sum = graph.op('Add', [graph.reshape(bias, [1, 3, 1, 1]), convolution], IMAGES);
  expect(simplified(graph, sum).map(({ type }) => type)).toEqual(['Conv']);
});

test.each<[string, (parts: ReturnType<typeof biasedConvolution>) => GraphValue[]]>([
  ['used elsewhere', ({ graph, sum, convolution }) => [sum, graph.op('Relu', [convolution], IMAGES)]],
  ['an output itself', ({ sum, convolution }) => [sum, convolution]],
])('the bias of a convolution that is %s stays an Add', (_, outputs) => {
  const parts = biasedConvolution();
  expect(simplified(parts.graph, ...outputs(parts)).map(({ type }) => type)).toContain('Add');
});

test('a sum with anything but one number per channel stays', () => {
  const { graph, convolution } = biasedConvolution();
  const rows = graph.reshape(graph.input('float32', [4]), [1, 1, 4, 1]);
  const sum = graph.op('Add', [convolution, rows], IMAGES);
  expect(simplified(graph, sum).map(({ type }) => type)).toEqual(['Conv', 'Reshape', 'Add']);
});

test('a bias that is not a vector stays', () => {
  const { graph, sum } = biasedConvolution([3, 1]);
  expect(simplified(graph, sum).map(({ type }) => type)).toEqual(['Conv', 'Reshape', 'Add']);
});

/** A convolution of a batch as one wide image, with a bias that is added after the reshape. */
function wideConvolution() {
  const graph = new Graph();
  const x = graph.input('float32', [1, 2, 6, 12]);
  const filter = graph.input('float32', [3, 2, 3, 3]);
  const bias = graph.input('float32', [3]);
  const product = graph.op('Conv', [x, filter], { type: 'float32', shape: [1, 3, 4, 8] });
  const images = graph.reshape(product, [3, 4, 4, 2]);
  const sum = graph.op('Add', [images, graph.reshape(bias, [3, 1, 1, 1])], images);
  return { graph, x, filter, bias, images, sum };
}

test('a bias that is added after a reshape becomes part of the convolution', () => {
  const { graph, x, filter, bias, sum } = wideConvolution();
  const nodes = simplified(graph, sum);
  expect(nodes.map(({ type }) => type)).toEqual(['Conv', 'Reshape']);
  expect(nodes[0]).toMatchObject({ inputs: [x, filter, bias] });
  expect(nodes[1]).toMatchObject({ inputs: [nodes[0]!.outputs[0], expect.anything()], outputs: [sum] });
});

test('but not if the reshape is used elsewhere, or the bias is one number per row', () => {
  const { graph, images, sum } = wideConvolution();
  expect(simplified(graph, sum, images).map(({ type }) => type)).toContain('Add');
  const rows = graph.reshape(graph.input('float32', [4]), [1, 4, 1, 1]);
  expect(simplified(graph, graph.op('Add', [images, rows], images)).map(({ type }) => type)).toContain('Add');
});

describe('the transpose of a matrix product', () => {
  function product(transA: number, transB: number) {
    const graph = new Graph();
    const a = graph.input('float32', transA ? [3, 2] : [2, 3]);
    const b = graph.input('float32', transB ? [4, 3] : [3, 4]);
    const product = graph.op('Gemm', [a, b], { type: 'float32', shape: [2, 4] }, { transA, transB });
    return { graph, a, b, product, transposed: graph.transpose(product, [1, 0]) };
  }

  test.each([
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ])('is the product of the transposes in reverse order (%i, %i)', (transA, transB) => {
    const { graph, a, b, transposed } = product(transA, transB);
    expect(simplified(graph, transposed)).toMatchObject([
      { type: 'Gemm', inputs: [b, a], attributes: { transA: 1 - transB, transB: 1 - transA }, outputs: [transposed] },
    ]);
  });

  test('stays a Transpose if the product is needed too', () => {
    const { graph, product: whole, transposed } = product(0, 0);
    expect(simplified(graph, transposed, whole).map(({ type }) => type)).toEqual(['Gemm', 'Transpose']);
  });
});
