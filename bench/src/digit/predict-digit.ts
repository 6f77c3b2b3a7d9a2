import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readMnist } from '@mnist-adder/dataset/node';
import type { SavedAdder } from '@mnist-adder/model';
import { readAdder } from '@mnist-adder/model/node';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { RESULTS_FOLDER } from '../results/results-folder.js';
import { writeExampleDigit } from './example-digit.js';
import { predictExample } from './predict-example.js';

const { values, positionals } = parseArgs({
  options: {
    // A 7 that is much like a 2.
    image: { type: 'string', default: '1226' },
    addend: { type: 'string', default: '5' },
  },
  allowPositionals: true,
});
if (positionals.length === 0) {
  process.stderr.write(
    'Name the directories of saved models: pnpm --filter bench predict-digit runs/adder-fast-…/model\n',
  );
  process.exitCode = 2;
} else {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const { test } = await readMnist();
  const models: SavedAdder[] = [];
  for (const folder of positionals) models.push(await readAdder(resolve(process.env.INIT_CWD ?? '.', folder)));
  const example = { index: Number(values.image), addend: Number(values.addend) };
  writeExampleDigit(RESULTS_FOLDER, await predictExample(test, example, models));
}
