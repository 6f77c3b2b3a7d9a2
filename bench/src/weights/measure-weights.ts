import { readMnist } from '@mnist-adder/dataset/node';
import { decodeAdder, encodeAdder, evaluateAdder } from '@mnist-adder/model';
import { selectBackend } from '@mnist-adder/backends';
import * as tf from '@tensorflow/tfjs-core';
import { readRecipeModel } from '../results/read-recipe-model.js';
import { RESULTS_FOLDER } from '../results/results-folder.js';
import type { Rounding } from './weights-results.js';
import { weightsResults } from './weights-results.js';

const BATCH_SIZE = 500;

const folders = process.argv.slice(2);
if (folders.length === 0) {
  process.stderr.write('Name the directories of saved models: pnpm --filter bench weights models/adder-small …\n');
  process.exitCode = 2;
} else {
  tf.enableProdMode();
  const { test } = await readMnist();
  const { backend } = await selectBackend('auto');
  const executor = await backend.start();
  for (const folder of folders) {
    const { model, metadata, recipe } = await readRecipeModel(folder);
    const roundings: Rounding[] = [];
    for (const weights of ['float32', 'float16', 'uint8'] as const) {
      const files = await encodeAdder(model, metadata, weights === 'float32' ? {} : { quantization: weights });
      const rounded = await decodeAdder(files, { source: folder });
      const predictor = await executor.preparePredictor(rounded.model, BATCH_SIZE);
      const evaluation = await evaluateAdder(predictor.predict, test, { batchSize: BATCH_SIZE });
      await predictor.dispose();
      rounded.model.dispose();
      const { digitAccuracy } = evaluation;
      const sums = 'sumAccuracy' in evaluation ? { sumAccuracy: evaluation.sumAccuracy } : {};
      const bytes = files.weights.length + Buffer.byteLength(files.json);
      roundings.push({ weights, bytes, digitAccuracy, ...sums });
      process.stdout.write(`${recipe}, ${weights}: ${bytes} bytes, digit ${(100 * digitAccuracy).toFixed(3)} %\n`);
    }
    model.dispose();
    weightsResults.add(RESULTS_FOLDER, { recipe, seed: metadata.seed, roundings });
  }
}
