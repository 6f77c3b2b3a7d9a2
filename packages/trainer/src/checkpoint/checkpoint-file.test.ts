import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { CheckpointError, decodeCheckpoint, encodeCheckpoint } from './checkpoint-file.js';
import { INITIAL_STATE } from './training-state.js';

const scores = { pairs: 30, loss: Math.PI, digit: { accuracy: 1 / 3, loss: Math.PI } };
const checkpoint = {
  run: 'f'.repeat(64),
  metricsBytes: 1234,
  metricsDigest: 'e'.repeat(64),
  training: { seed: '1', 'recipe.training.epochs': '2' },
  state: { ...INITIAL_STATE, step: 3, epoch: { steps: 3, scores, seconds: 0.3 } },
  variables: [
    { name: 'conv/kernel', shape: [1, 2, 3], data: Float32Array.of(1, -2, 3.25, 0, -0, 1e-40) },
    { name: 'steps', shape: [], data: Float32Array.of(3) },
    { name: 'none', shape: [0], data: new Float32Array() },
  ],
};

test('comes back as it was, to the last bit', async () => {
  expect(await decodeCheckpoint(await encodeCheckpoint(checkpoint), 'file')).toEqual(checkpoint);
});

test('is a file of safetensors', async () => {
  const file = await encodeCheckpoint(checkpoint);
  const length = Number(file.readBigUInt64LE());
  const header = JSON.parse(file.toString('utf8', 8, 8 + length)) as Record<string, unknown>;
  expect(header['conv/kernel']).toEqual({ dtype: 'F32', shape: [1, 2, 3], data_offsets: [0, 24] });
  expect(header.steps).toEqual({ dtype: 'F32', shape: [], data_offsets: [24, 28] });
  expect(file.readFloatLE(8 + length + 8)).toBe(3.25);
});

test('of another version is said to be', async () => {
  const file = Buffer.from(
    (await encodeCheckpoint(checkpoint)).toString('latin1').replace('"formatVersion":"3"', '"formatVersion":"4"'),
    'latin1',
  );
  await expect(decodeCheckpoint(file, 'here')).rejects.toThrow(
    'The checkpoint here is of format 4, and this version reads 3.',
  );
});

test('any change of any bit, and any cut, is found', async () => {
  const file = await encodeCheckpoint(checkpoint);
  await fc.assert(
    fc.asyncProperty(fc.nat(file.length * 8 - 1), async (bit) => {
      const changed = Buffer.from(file);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      await expect(decodeCheckpoint(changed, 'file')).rejects.toThrow(CheckpointError);
    }),
    { numRuns: 2000 },
  );
  for (let length = 0; length < file.length; length++) {
    await expect(decodeCheckpoint(file.subarray(0, length), 'file')).rejects.toThrow(CheckpointError);
  }
  await expect(decodeCheckpoint(Buffer.concat([file, Buffer.of(0)]), 'file')).rejects.toThrow(CheckpointError);
});
