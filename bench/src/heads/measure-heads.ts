import { parseArgs } from 'node:util';
import { splitDigits } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import { describeMachine, selectBackend } from '@mnist-adder/trainer/node';
import * as tf from '@tensorflow/tfjs-core';
import { RESULTS_FOLDER } from '../results/results-folder.js';
import { addHeadRun, HEADS } from './head-results.js';
import { measureHead } from './measure-head.js';

const { values } = parseArgs({
  options: {
    heads: { type: 'string', default: HEADS.join(',') },
    seeds: { type: 'string', default: '1,2,3' },
  },
});
const heads = values.heads.split(',').map((name) => {
  const head = HEADS.find((candidate) => candidate === name);
  if (head === undefined) throw new Error(`There is no head ${name}: name some of ${HEADS.join(', ')}.`);
  return head;
});

tf.enableProdMode();
const { train } = await readMnist();
const digits = splitDigits(train);
const { backend } = await selectBackend('auto');
for (const head of heads) {
  for (const seed of values.seeds.split(',').map(Number)) {
    const now = () => performance.now() / 1000;
    const run = await measureHead({ head, seed, digits, backend, machine: describeMachine(), now });
    addHeadRun(RESULTS_FOLDER, run);
    const ends = run.validation.map(
      ({ digitAccuracy, sumAccuracy }) =>
        `digit ${(100 * digitAccuracy).toFixed(2)} %, sum ${(100 * sumAccuracy).toFixed(2)} %`,
    );
    process.stdout.write(`${head}, seed ${seed}: ${ends.join('; ')}\n`);
  }
}
