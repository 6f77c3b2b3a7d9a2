import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MODELS, modelFolder } from '@mnist-adder/models';
import { expect } from 'vitest';
import type { Answer, LayerFacts, LayerWeights } from '../src/prediction/protocol.js';
import { farthest } from './farthest.js';
import { expectEquation } from './page.js';
import { test } from './visit.js';
import { startWorker } from './worker.js';

/** A slanted stroke. */
const PIXELS = Uint8Array.from({ length: 784 }, (_, i) => (Math.abs((i % 28) + Math.floor(i / 28) - 27) < 3 ? 255 : 0));

test('on WebAssembly, every unit of every layer of every model is what its explanation says', async ({ visit }) => {
  const { page } = await visit();
  await expectEquation(page, '7 + 5 = 12');
  const worker = await startWorker(page);
  await worker.call('start', 'wasm');
  const differences: Record<string, number> = {};
  for (const model of MODELS) {
    const file = (name: string) => readFileSync(join(modelFolder(model), name));
    const weights = { base64: file('weights.bin').toString('base64') };
    const layers = (await worker.call(
      'open',
      model,
      { json: file('model.json').toString(), weights },
      {},
    )) as LayerFacts[];
    const image = { pixels: { base64: Buffer.from(PIXELS).toString('base64') } };
    const question = { model, image, addend: 4, layers: layers.map(({ name }) => name) };
    const { layers: outputs } = (await worker.call('ask', question)) as Answer;
    differences[model] = 0;
    for (const { name, type, config, inputs } of layers) {
      if (type === 'InputLayer') continue;
      const read = (await worker.call('readWeights', model, name)) as LayerWeights;
      const numbers = { type, config, weights: read, inputs: inputs.map((input) => outputs.get(input)!) };
      differences[model] = Math.max(differences[model], farthest(numbers, outputs.get(name)!.values));
    }
    await worker.call('close', model);
  }
  expect(Object.keys(differences)).toEqual([...MODELS]);
  for (const difference of Object.values(differences)) expect(difference).toBeLessThan(1e-5);
});
