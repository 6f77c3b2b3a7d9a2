import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdder, parseAdderSpec } from '@mnist-adder/model';
import { exportOnnx } from '@mnist-adder/tfjs-onnx';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { expect, onTestFinished, test } from 'vitest';
import { openExportedModel } from './open-exported-model.js';

test('an exported model that is disposed of while it predicts answers first, and refuses to predict again', async () => {
  await tf.setBackend('cpu');
  const folder = mkdtempSync(join(tmpdir(), 'exported-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const file = join(folder, 'model.onnx');
  const backbone = { type: 'small-cnn', filters: [3, 4], embedding: 8 };
  const model = createAdder(parseAdderSpec({ backbone, head: { type: 'concat' } }), { seed: 1 });
  writeFileSync(file, exportOnnx(model));
  model.dispose();

  const exported = await openExportedModel(file, { threads: 1 });
  // Several batches, one after another.
  const images = new Uint8Array(600 * 784);
  const addends = new Uint8Array(600);
  const predicting = [exported.predictPairs({ images, addends }), exported.predictAllAddends(images, 60)] as const;
  const disposals = [exported.dispose(), exported.dispose()];
  const [answers, { sum }] = await Promise.all(predicting);
  expect([answers.length, sum?.length]).toEqual([600, 60 * 10 * 19]);
  await Promise.all(disposals);
  const late = [exported.predictPairs({ images, addends }), exported.predictAllAddends(images, 60)];
  for (const { reason } of (await Promise.allSettled(late)) as PromiseRejectedResult[]) {
    expect(reason).toMatchObject({ code: 'disposed', message: `${file} was disposed of: open it again.` });
  }
});
