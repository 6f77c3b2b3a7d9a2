import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DigitSet } from '@mnist-adder/dataset';
import { contestRecipe } from '../contest/contest-recipe.js';
import type { Contestant } from '../contest/contestant.js';
import { interleave } from '../contest/interleave.js';
import { peerContestant } from '../contest/peers.js';
import { checkSameNetwork } from '../contest/same-network.js';
import { writeTrainingFiles } from '../contest/training-files.js';
import type { ContestToMeasure } from './contest-to-measure.js';
import type { TrainingContest } from './measurement.js';
import { rateRatios, throughput } from './summary.js';

interface TrainingToMeasure extends ContestToMeasure {
  readonly digits: DigitSet;
}

/** The steps whose losses are compared: enough for the optimizer's state to matter. */
const CHECKED_STEPS = 5;

/** Float arithmetic in another order, through five steps of Adam. */
const LOSS_TOLERANCE = 2e-4;

/** TensorFlow.js in plain JavaScript takes more than a minute for a batch of the recipe's size. */
const SLOW = { backend: 'cpu', recipe: 'adder-fast', batchSize: 16 };

/** A backend of TensorFlow.js's own that takes part as a peer; its kernels were composed for one network. */
const TFJS = { backend: 'tfjs-wasm', recipe: 'adder-fast' };

const PROGRAM = fileURLToPath(new URL('../contest/train-contestant.js', import.meta.url));

/** Has backends and peers train a recipe in turn. */
export async function measureTraining(options: TrainingToMeasure): Promise<TrainingContest> {
  const { recipe: id, backends, peers, threads, rounds, digits, folder, say } = options;
  const recipe = contestRecipe(id);
  const files = join(folder, id);
  if (peers.length > 0) await writeTrainingFiles(files, recipe, digits);
  const { batchSize } = recipe.training;
  const contestants = [
    ...backends
      .filter((backend) => backend !== SLOW.backend || id === SLOW.recipe)
      .map((backend) => backendContestant(id, backend, batchSize)),
    ...peers.map((peer) => peerContestant(peer, [files, String(threads), String(CHECKED_STEPS)], batchSize)),
    ...(peers.length > 0 && id === TFJS.recipe ? [backendContestant(id, TFJS.backend, batchSize, 'peer')] : []),
  ];
  const performances = await interleave({
    contestants,
    rounds,
    say: (text) => {
      say(`training ${id}: ${text}`);
    },
    check: (entries) => {
      checkSameNetwork(entries, LOSS_TOLERANCE);
    },
  });
  const entries = performances.map(throughput);
  return { recipe: id, parameters: performances[0]!.parameters!, contestants: entries, ratios: rateRatios(entries) };
}

function backendContestant(
  recipe: string,
  backend: string,
  batchSize: number,
  kind: Contestant['kind'] = 'ours',
): Contestant {
  const slow = backend === SLOW.backend;
  const size = slow ? SLOW.batchSize : batchSize;
  return {
    name: backend,
    kind,
    command: process.execPath,
    args: [PROGRAM, recipe, backend, String(size), String(slow ? 0 : CHECKED_STEPS)],
    batchSize: size,
    slow,
  };
}
