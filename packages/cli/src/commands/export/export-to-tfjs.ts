import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readMnist } from '@mnist-adder/dataset/node';
import { evaluateAdder, MODEL_FILE, WEIGHTS_FILE } from '@mnist-adder/model';
import type { Evaluation } from '@mnist-adder/model';
import { readAdder, writeAdder } from '@mnist-adder/model/node';
import { selectBackend } from '@mnist-adder/backends';
import { findModel } from '../../model/find-model.js';
import { describeModel } from '../../model/model-document.js';
import type { Answer } from '../../program/answer.js';
import type { Surroundings } from '../../program/surroundings.js';
import { kilobytes, percent } from '../../terminal/format.js';
import { showCount } from '../../terminal/show-count.js';

interface TfjsOptions {
  readonly model?: string;
  readonly quantize?: 'float16' | 'uint8';
  readonly data?: string;
  readonly out: string;
}

/** Images at once. */
const BATCH_SIZE = 500;

/** Writes a saved model as a TensorFlow.js model, with its weights rounded if need be. */
export async function exportToTfjs(options: TfjsOptions, surroundings: Surroundings): Promise<Answer> {
  const { folder } = surroundings;
  const modelFolder = findModel(options.model, folder);
  const out = resolve(folder, options.out);
  const { model, metadata } = await readAdder(modelFolder);
  const rounding = options.quantize && { quantization: options.quantize };
  await writeAdder(out, model, metadata, rounding);
  const comparison = rounding && (await compare(modelFolder, out, options.data, surroundings));
  if (comparison !== undefined) {
    // The rounded model says how good it is itself.
    await writeAdder(out, model, { ...metadata, metrics: { ...metadata.metrics, ...comparison.after } }, rounding);
  }
  model.dispose();
  const quantization = options.quantize && comparison && { type: options.quantize, ...comparison };
  const sizes = await Promise.all([MODEL_FILE, WEIGHTS_FILE].map(async (file) => (await stat(join(out, file))).size));
  const bytes = sizes.reduce((total, size) => total + size, 0);
  return {
    document: {
      model: describeModel(modelFolder, metadata),
      bytes,
      format: 'tfjs',
      folder: out,
      quantization: quantization ?? null,
    },
    text:
      quantization === undefined
        ? `${out} (${kilobytes(bytes)})`
        : [`${out} (${kilobytes(bytes)}, ${quantization.type})`, ...costLines(quantization)].join('\n'),
  };
}

/** How good two saved models are on every pair of the test images. */
async function compare(
  before: string,
  after: string,
  data: string | undefined,
  { folder, terminal }: Surroundings,
): Promise<{ before: Evaluation; after: Evaluation }> {
  const { test } = await readMnist(data === undefined ? {} : { folder: resolve(folder, data) });
  const { backend } = await selectBackend('auto');
  const executor = await backend.start();
  const progress = showCount(terminal, { what: 'images', total: 2 * test.size });
  const evaluate = async (modelFolder: string, done: number): Promise<Evaluation> => {
    const { model } = await readAdder(modelFolder);
    const predictor = await executor.preparePredictor(model, BATCH_SIZE);
    try {
      const onProgress = (images: number) => {
        progress.update(done + images);
      };
      return await evaluateAdder(predictor.predict, test, { batchSize: BATCH_SIZE, onProgress });
    } finally {
      await predictor.dispose();
      model.dispose();
    }
  };
  const evaluations = { before: await evaluate(before, 0), after: await evaluate(after, test.size) };
  progress.end();
  return evaluations;
}

/** What rounding cost: `digits right: 99.34 % → 99.33 %`. */
function costLines({ before, after }: { readonly before: Evaluation; readonly after: Evaluation }): string[] {
  const line = (what: string, from: number, to: number) => `${what} right: ${percent(from)} → ${percent(to)}`;
  const lines = [line('digits', before.digitAccuracy, after.digitAccuracy)];
  if ('sumAccuracy' in before && 'sumAccuracy' in after) {
    lines.push(line('sums', before.sumAccuracy, after.sumAccuracy));
  }
  return lines;
}
