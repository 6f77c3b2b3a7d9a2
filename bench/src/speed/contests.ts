import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DigitSet } from '@mnist-adder/dataset';
import { checkSameNetwork, type Contestant } from '../contest/contestant.js';
import { interleave, type Performance, type Rounds } from '../contest/interleave.js';
import { writePredictionFiles, writeTrainingFiles } from '../contest/peer-files.js';
import { peerContestant, type Peer } from '../contest/peers.js';
import { contestRecipe } from '../contest/training-run.js';
import type { PredictionContest, TrainingContest } from '../results/speed.js';
import { durationRatios, latency, rateRatios, throughput } from './summary.js';

/** Who competes with which recipe, and for how long. */
export interface ContestToMeasure {
  readonly recipe: string;
  /** Names of our backends. */
  readonly backends: readonly string[];
  readonly peers: readonly Peer[];
  readonly threads: number;
  readonly rounds: Rounds;
  /** Training images, or test images to predict. */
  readonly digits: DigitSet;
  /** An empty folder for the inputs of the contestants. */
  readonly folder: string;
  readonly say: (text: string) => void;
}

/** TensorFlow.js in plain JavaScript takes more than a minute for a batch of the recipe's size. */
const SLOW = { backend: 'cpu', recipe: 'adder-fast', batchSize: 16 };

/** A backend of TensorFlow.js's own that takes part as a peer. Its kernels are composed for one network. */
const TFJS = { backend: 'tfjs-wasm', recipe: 'adder-fast' };

/** Steps whose losses are compared: enough that the state of the optimizer matters. */
const CHECKED_STEPS = 5;

/** Float arithmetic in another order, through five steps of Adam. */
const LOSS_TOLERANCE = 2e-4;

/** Has backends and peers train a recipe in turn. */
export async function measureTraining(options: ContestToMeasure): Promise<TrainingContest> {
  const { recipe: id, backends, peers, threads, rounds, digits, folder, say } = options;
  const recipe = contestRecipe(id);
  const files = join(folder, id);
  if (peers.length > 0) await writeTrainingFiles(files, recipe, digits);
  const { batchSize } = recipe.training;
  const contestants = [
    ...backends
      .filter((backend) => backend !== SLOW.backend || id === SLOW.recipe)
      .map((backend) => trainContestant(id, backend, batchSize)),
    ...peers.map((peer) => peerContestant(peer, [files, String(threads), String(CHECKED_STEPS)], batchSize)),
    ...(peers.length > 0 && id === TFJS.recipe ? [trainContestant(id, TFJS.backend, batchSize, 'peer')] : []),
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

const TRAIN_PROGRAM = fileURLToPath(new URL('../contest/train-contestant.js', import.meta.url));

function trainContestant(
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
    args: [TRAIN_PROGRAM, recipe, backend, String(size), String(slow ? 0 : CHECKED_STEPS)],
    batchSize: size,
    slow,
  };
}

/** Images that are predicted at once. */
const PREDICTED_BATCH = 256;

/** Probabilities, in float arithmetic in another order. */
const PROBABILITY_TOLERANCE = 1e-4;

/** Leaves out providers of ONNX Runtime that users do not predict with: none predicts single images faster than its CPU's. */
const predicts = (backend: string) => !backend.startsWith('onnx-') || backend.startsWith('onnx-wasm');

/** Has backends and peers predict with a network in turn: one image after the other, and many at once. */
export async function measurePrediction(options: ContestToMeasure): Promise<PredictionContest> {
  const { recipe, backends, peers, threads, rounds, digits, folder, say } = options;
  const files = join(folder, 'prediction');
  await writePredictionFiles(files, { recipe, test: digits, batchSizes: [1, PREDICTED_BATCH] });

  const contest = (batchSize: number): Promise<Performance[]> =>
    interleave({
      contestants: [
        ...backends.filter(predicts).map((backend) => predictContestant(files, backend, batchSize)),
        ...peers.map((peer) => peerContestant(peer, [files, String(threads), String(batchSize)], batchSize)),
      ],
      rounds,
      say: (text) => {
        say(`prediction of ${batchSize}: ${text}`);
      },
      check: (entries) => {
        checkSameNetwork(entries, PROBABILITY_TOLERANCE);
      },
    });
  const single = (await contest(1)).map(latency);
  const batch = (await contest(PREDICTED_BATCH)).map(throughput);
  return {
    recipe,
    single: { contestants: single, ratios: durationRatios(single) },
    batch: { contestants: batch, ratios: rateRatios(batch) },
  };
}

const PREDICT_PROGRAM = fileURLToPath(new URL('../contest/predict-contestant.js', import.meta.url));

function predictContestant(files: string, backend: string, batchSize: number): Contestant {
  const size = backend === SLOW.backend ? Math.min(SLOW.batchSize, batchSize) : batchSize;
  return {
    name: backend,
    kind: 'ours',
    command: process.execPath,
    args: [PREDICT_PROGRAM, files, backend, String(size)],
    batchSize: size,
  };
}
