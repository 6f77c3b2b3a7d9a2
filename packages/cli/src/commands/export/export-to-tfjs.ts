import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { selectBackend } from '@mnist-adder/backends';
import { evaluateAdder, MODEL_FILE, WEIGHTS_FILE, type Scores } from '@mnist-adder/model';
import { readAdder, writeAdder } from '@mnist-adder/model/node';
import type { Answer } from '../../definition/cli-command.js';
import { readData } from '../../data/read-data.js';
import type { CliContext, DataOptions } from '../../definition/cli-context.js';
import { describeModel, findSavedModel } from '../../model/saved-model.js';
import { kilobytes, percent } from '../../terminal/format.js';
import { oneLine } from '../../terminal/output.js';
import { showCount } from '../../terminal/progress-bar.js';
import type { ExportDocument } from './document.js';

interface TfjsOptions extends DataOptions {
  readonly model?: string | undefined;
  readonly quantize?: 'float16' | 'uint8' | undefined;
  readonly out: string;
}

/** Number of images that are predicted at once. */
const BATCH_SIZE = 500;

/** Writes a saved model as a TensorFlow.js model, with rounded weights if asked for. */
export async function exportToTfjs(options: TfjsOptions, context: CliContext): Promise<Answer> {
  const { quantize: quantization } = options;
  const modelFolder = await findSavedModel(options.model, context);
  const folder = resolve(context.folder, options.out);
  const { model, metadata } = await readAdder(modelFolder);
  await writeAdder(folder, model, metadata, { quantization });
  const cost = quantization && (await measureCost(modelFolder, folder, options, context));
  // The metadata of a rounded model holds its own scores.
  if (cost) await writeAdder(folder, model, { ...metadata, scores: cost.after }, { quantization });
  model.dispose();
  const sizes = await Promise.all(
    [MODEL_FILE, WEIGHTS_FILE].map(async (file) => (await stat(join(folder, file))).size),
  );
  const bytes = sizes.reduce((total, size) => total + size, 0);
  const document: ExportDocument = {
    model: describeModel(modelFolder, metadata),
    bytes,
    format: 'tfjs',
    folder,
    quantization: cost ? { type: quantization, ...cost } : null,
  };
  const text = cost
    ? [oneLine(`${folder} (${kilobytes(bytes)}, ${quantization})`), ...costLines(cost)].join('\n')
    : oneLine(`${folder} (${kilobytes(bytes)})`);
  return { document, text };
}

/** The scores of a model before and after its weights were rounded. */
interface Cost {
  readonly before: Scores;
  readonly after: Scores;
}

/** Evaluates two saved models on every pair of the test images. */
async function measureCost(before: string, after: string, options: DataOptions, context: CliContext): Promise<Cost> {
  const { test } = await readData(options, context);
  const { backend } = await selectBackend('auto');
  const executor = await backend.start();
  const progress = showCount(context.terminal, { what: 'images', total: 2 * test.size });
  const evaluate = async (modelFolder: string, done: number): Promise<Scores> => {
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
  const cost = { before: await evaluate(before, 0), after: await evaluate(after, test.size) };
  progress.end();
  return cost;
}

/** The cost of rounding: `digits right: 99.34 % → 99.33 %`. */
function costLines({ before, after }: Cost): string[] {
  const line = (what: string, from: number, to: number) => `${what} right: ${percent(from)} → ${percent(to)}`;
  return [
    line('digits', before.digit.accuracy, after.digit.accuracy),
    ...(before.sum && after.sum ? [line('sums', before.sum.accuracy, after.sum.accuracy)] : []),
  ];
}
