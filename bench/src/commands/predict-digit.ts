import { parseArgs } from 'node:util';
import { readMnist } from '@mnist-adder/dataset/node';
import type { SavedAdder } from '@mnist-adder/model';
import { readAdder } from '@mnist-adder/model/node';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { predictExample } from '../measure/predict-example.js';
import { writeExampleDigit } from '../results/example-digit.js';
import { RESULTS_FOLDER } from '../results/results-file.js';
import { namedFolders } from './named-folders.js';

const { values, positionals } = parseArgs({
  options: {
    // A 7 that looks like a 2.
    image: { type: 'string', default: '1226' },
    addend: { type: 'string', default: '5' },
  },
  allowPositionals: true,
});
const folders = namedFolders(positionals, 'saved models', 'pnpm --filter bench predict-digit runs/adder-fast-…/model');
if (folders.length > 0) {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const { test } = await readMnist();
  const models: SavedAdder[] = [];
  for (const folder of folders) models.push(await readAdder(folder));
  const example = { index: Number(values.image), addend: Number(values.addend) };
  writeExampleDigit(RESULTS_FOLDER, await predictExample(test, example, models));
}
