import * as fc from 'fast-check';
import * as ort from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { SESSION } from '../../test/against-eager.js';
import { port, type GraphValue } from '../graph/graph.js';
import { encodeModel } from '../onnx/encode.js';
import { Recorder } from './recorder.js';
import { graphTensor, plainLayout, type ImageLayout } from './symbolic-tensor.js';
import { fromTiles, pixelsByPosition, tiledTensor, toTiles } from './tiles.js';

const upTo = (max: number) => fc.integer({ min: 1, max });

const tilings = fc
  .record({ batch: upTo(3), down: upTo(3), across: upTo(3), channels: upTo(3), rows: upTo(3), columns: upTo(3) })
  .map(({ batch, down, across, channels, rows, columns }) => ({
    shape: [batch, down * rows, across * columns, channels],
    rows,
    columns,
  }));

/** Runs a graph of one input on 0, 1, 2, …. */
async function valuesOf(input: GraphValue, output: GraphValue, { graph }: Recorder): Promise<number[]> {
  const bytes = encodeModel({ inputs: [port('x', input)], outputs: [port('y', output)], nodes: graph.nodes });
  const session = await ort.InferenceSession.create(bytes, SESSION);
  const x = new ort.Tensor(
    'float32',
    Float32Array.from({ length: input.size }, (_, i) => i),
    input.shape,
  );
  const { y } = await session.run({ x });
  await session.release();
  return [...(y!.data as Float32Array)];
}

test.each<ImageLayout>(['channels-first', 'batch-last'])(
  'images %s that are divided into tiles and joined are the same as before',
  async (images) => {
    await fc.assert(
      fc.asyncProperty(tilings, async (tiling) => {
        const recorder = new Recorder(images);
        const input = recorder.graph.input('float32', tiling.shape);
        const positions = toTiles(recorder, graphTensor(input, 'float32', plainLayout(4)), tiling);
        const output = recorder.plain(fromTiles(recorder, tiledTensor(recorder, positions, positions[0]!, tiling)));
        expect(output.shape).toEqual(tiling.shape);
        const values = await valuesOf(input, recorder.graph.op('Identity', [output], output), recorder);
        expect(values).toEqual([...values.keys()]);
      }),
      { numRuns: 30 },
    );
  },
);

test('positions in a tile, row by row, are pixels of the image', () => {
  expect(pixelsByPosition({ shape: [1, 4, 6, 1], rows: 2, columns: 3 })).toEqual([
    [0, 3, 12, 15],
    [1, 4, 13, 16],
    [2, 5, 14, 17],
    [6, 9, 18, 21],
    [7, 10, 19, 22],
    [8, 11, 20, 23],
  ]);
});
