import { parseArgs } from 'node:util';
import { selectBackend } from '@mnist-adder/backends';
import { splitDigits } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import { describeMachine } from '@mnist-adder/trainer/internal/node';
import * as tf from '@tensorflow/tfjs-core';
import { measureHead } from '../measure/measure-head.js';
import { addHeadRun, HEADS } from '../results/head-runs.js';
import { RESULTS_FOLDER } from '../results/results-file.js';

const { values } = parseArgs({
  options: {
    heads: { type: 'string', default: HEADS.join(',') },
    seeds: { type: 'string', default: '1,2,3' },
  },
});
const heads = HEADS.filter((head) => values.heads.split(',').includes(head));
const seeds = values.seeds.split(',').map(Number);
if (heads.length !== values.heads.split(',').length || !seeds.every(Number.isInteger)) {
  process.stderr.write(
    `Name heads out of ${HEADS.join(', ')}, and integers as seeds: --heads concat,exact --seeds 1,2\n`,
  );
  process.exitCode = 2;
} else {
  tf.enableProdMode();
  const { train } = await readMnist();
  const digits = splitDigits(train);
  const { backend } = await selectBackend('auto');
  const now = () => performance.now() / 1000;
  for (const head of heads) {
    for (const seed of seeds) {
      const run = await measureHead({ head, seed, digits, backend, machine: describeMachine(), now });
      addHeadRun(RESULTS_FOLDER, run);
      const { digit, sum } = run.validationAccuracy;
      const ends = digit.map(
        (accuracy, epoch) => `digit ${(100 * accuracy).toFixed(2)} %, sum ${(100 * sum[epoch]!).toFixed(2)} %`,
      );
      process.stdout.write(`${head}, seed ${seed}: ${ends.join('; ')}\n`);
    }
  }
}
