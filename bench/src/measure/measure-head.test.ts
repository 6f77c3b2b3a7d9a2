import { createBackends, selectBackend } from '@mnist-adder/backends';
import { splitDigits } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import { describeMachine } from '@mnist-adder/trainer/internal/node';
import { expect, test } from 'vitest';
import { HEADS } from '../results/head-runs.js';
import { headRecipe, measureHead, windowMeans } from './measure-head.js';

test('the heads share all but themselves', () => {
  const [first, ...others] = HEADS.map((head) => {
    const { id, summary, network, ...rest } = headRecipe(head);
    expect(id).toBe(`head-${head}`);
    expect(summary).toContain(head);
    expect(network.head.type).toBe(head);
    return { ...rest, backbone: network.backbone };
  });
  for (const other of others) expect(other).toEqual(first);
});

test('a head is measured by windows of steps and at the end of each epoch', async () => {
  const { test: images } = await readMnist();
  const some = { images: images.images.subarray(0, 500 * 784), labels: images.labels.subarray(0, 500), size: 500 };
  const recipe = headRecipe('exact');
  const run = await measureHead({
    head: 'exact',
    seed: 1,
    digits: splitDigits(some, { validation: 20 }),
    backend: (await selectBackend('onnx', createBackends({ threads: 1 }))).backend,
    machine: describeMachine(),
    recipe: { ...recipe, training: { ...recipe.training, batchSize: 32 } },
    now: () => performance.now() / 1000,
  });
  expect(run).toMatchObject({ head: 'exact', seed: 1, backend: 'onnx', stepsPerEpoch: 15, stepsPerWindow: 10 });
  const { trainAccuracy, validationAccuracy } = run;
  expect(trainAccuracy.digit).toHaveLength(3);
  expect(validationAccuracy.digit).toHaveLength(2);
  expect(trainAccuracy.digit[0]).toBeLessThan(trainAccuracy.digit[2]!);
  expect(trainAccuracy.sum).toEqual(trainAccuracy.digit);
  expect(validationAccuracy.sum).toEqual(validationAccuracy.digit);
});

test('windows follow each other, the last one with what is left', () => {
  expect(windowMeans([1, 2, 3, 4, 9], 2)).toEqual([1.5, 3.5, 9]);
  expect(windowMeans([1, 2], 2)).toEqual([1.5]);
});
