import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { callEdgeCases } from './edge-calls.js';
import { logKernelCalls, type KernelCall } from './kernel-calls.js';
import { failures, type Result } from './kernel-table.js';
import { replay } from './replay.js';
import { runTensorFlowTests } from './tensorflow-tests.js';

async function replayAll(calls: readonly KernelCall[], images: 'channels-first' | 'batch-last'): Promise<Result[]> {
  const results: Result[] = [];
  for (const call of calls) results.push({ call, outcome: await replay(call, { images }) });
  return results;
}

test.each(['channels-first', 'batch-last'] as const)(
  'kernels of each type, of NaN, and of no elements, with images %s',
  async (images) => {
    await tf.setBackend('cpu');
    const calls = await logKernelCalls(callEdgeCases);
    expect(calls.length).toBeGreaterThan(500);
    const results = await replayAll(calls, images);
    expect(failures(results)).toEqual([]);
    expect(results.filter(({ outcome }) => outcome.kind === 'right').length).toBeGreaterThan(450);
  },
);

test('the kernel calls of every twentieth test of TensorFlow.js', async () => {
  const calls = await logKernelCalls(() => runTensorFlowTests(20));
  expect(calls.length).toBeGreaterThan(200);
  expect(failures(await replayAll(calls, 'batch-last'))).toEqual([]);
});
