import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMnist } from '@mnist-adder/dataset/node';
import { RECIPE_IDS } from '@mnist-adder/trainer';
import { BACKEND_NAMES } from '@mnist-adder/backends';
import { describeMachine } from '@mnist-adder/trainer/node';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { findBackends } from '../contest/backends.js';
import { findPeers, PREDICTION_PEERS, TRAINING_PEERS } from '../contest/peers.js';
import { profileRecipes } from '../profile/profile-recipes.js';
import { RESULTS_FOLDER } from '../results/results-folder.js';
import { busyCores } from './busy-cores.js';
import type { Speed } from './measurement.js';
import { measurePrediction } from './measure-prediction.js';
import { measureTraining } from './measure-training.js';
import { extentOf, parseSpeedOptions, PARTS, USAGE } from './options.js';
import type { Part, SpeedOptions } from './options.js';
import { readSpeed, writeSpeed } from './speed-file.js';
import { speedText } from './speed-text.js';
import { measureStartRun } from './start-runs.js';

/** The recipes whose training is compared. */
const TRAINED = ['adder-fast', 'identity-adder'];
/** The network that predicts, and the default training. */
const DEFAULT = 'adder-fast';
/** The least training that reaches 99 % with every seed that was tried. */
const TO_ACCURACY = { recipe: 'exact-fast', epochs: 2 };

let options: SpeedOptions | undefined;
try {
  options = parseSpeedOptions(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 2;
}
if (options !== undefined) await measure(options);

async function measure(options: SpeedOptions): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mnist-adder-bench-'));
  try {
    const rest = options.quick || options.parts.length === PARTS.length ? {} : readSpeed(RESULTS_FOLDER);
    const measured = await measureParts(options, folder);
    process.stdout.write(speedText(measured));
    if (options.quick) process.stdout.write('\nThis was a quick look: nothing is written.\n');
    // What is not measured is there from before.
    else writeSpeed(RESULTS_FOLDER, { ...rest, ...measured } as Speed);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Measures what is asked for. */
async function measureParts(options: SpeedOptions, folder: string): Promise<Partial<Speed>> {
  const machine = describeMachine();
  const say = (text: string) => process.stderr.write(`${text}\n`);
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const { rounds, seeds, profileSeconds } = extentOf(options);
  const { train, test } = await readMnist();
  const { present, absent } = await findBackends();
  const backends = present.map(({ name }) => name);
  const trainers = findPeers(options.peers ? TRAINING_PEERS : []);
  const predictors = findPeers(options.peers ? PREDICTION_PEERS : []);
  const contest = { backends, threads: machine.cores, rounds, folder, say };
  // TensorFlow.js in plain JavaScript would train for hours.
  const startable = backends.filter((name) => BACKEND_NAMES.some((known) => known === name) && name !== 'cpu');

  const parts: Record<Part, () => Promise<Partial<Speed>>> = {
    training: async () => {
      const training: Speed['training'] = [];
      for (const recipe of TRAINED) {
        training.push(await measureTraining({ ...contest, recipe, peers: trainers.present, digits: train }));
      }
      return { training };
    },
    prediction: async () => ({
      prediction: await measurePrediction({ ...contest, recipe: DEFAULT, peers: predictors.present, test }),
    }),
    runs: () => {
      const run = (backend: string, seed: number, settings: { recipe: string; epochs?: number }) => {
        say(`npm start: ${settings.recipe} on ${backend}, seed ${seed}`);
        return measureStartRun({ backend, seed, ...settings }, folder);
      };
      const [first, ...others] = seeds;
      const toAccuracy = [
        ...startable.map((backend) => run(backend, first!, TO_ACCURACY)),
        ...others.map((seed) => run('onnx', seed, TO_ACCURACY)),
      ];
      return Promise.resolve({
        toAccuracy,
        defaultRuns: startable.map((backend) => run(backend, 1, { recipe: DEFAULT })),
      });
    },
    profile: () => Promise.resolve({ profile: profileRecipes(RECIPE_IDS, profileSeconds, say) }),
  };
  let speed: Partial<Speed> = { machine, absent: [...absent, ...trainers.absent, ...predictors.absent] };
  let busiest = 0;
  for (const part of options.parts) {
    busiest = Math.max(busiest, await busyCores());
    speed = { ...speed, ...(await parts[part]()) };
  }
  return { ...speed, busyCores: Number(busiest.toFixed(2)) };
}
