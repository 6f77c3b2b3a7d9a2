import { cpus } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { BACKEND_NAMES } from '@mnist-adder/backends/names';
import { readMnist } from '@mnist-adder/dataset/node';
import { describeMachine } from '@mnist-adder/trainer/internal/node';
import { RECIPE_IDS } from '@mnist-adder/trainer/recipes';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { findBackends } from '../contest/backends.js';
import { findPeers, PREDICTION_PEERS, TRAINING_PEERS } from '../contest/peers.js';
import type { MeasuredSpeed, Speed, StartRun } from '../results/speed.js';
import { measurePrediction, measureTraining } from './contests.js';
import { extentOf, type Part, type SpeedOptions } from './options.js';
import { profileRecipes } from './profile.js';
import { measureStartRun } from './start-runs.js';

/** Recipes whose training is compared. */
const TRAINED = ['adder-fast', 'identity-adder'];
/** The recipe of the network that predicts, and of the default training. */
const DEFAULT = 'adder-fast';
/** The shortest training that reached 99 % with every seed that was tried. */
const TO_ACCURACY = { recipe: 'exact-fast', epochs: 2 };

/**
 * Measures the parts that the options name.
 *
 * @param folder an empty folder for temporary files.
 */
export async function measureSpeed(options: SpeedOptions, folder: string): Promise<MeasuredSpeed> {
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

  const parts: Record<Part, () => Promise<Partial<Speed>>> = {
    training: async () => {
      const training: Speed['training'] = [];
      for (const recipe of TRAINED) {
        training.push(await measureTraining({ ...contest, recipe, peers: trainers.present, digits: train }));
      }
      return { training };
    },
    prediction: async () => ({
      prediction: await measurePrediction({ ...contest, recipe: DEFAULT, peers: predictors.present, digits: test }),
    }),
    runs: () => Promise.resolve(measureStartRuns(backends, seeds, { folder, say })),
    profile: () => Promise.resolve({ profile: profileRecipes(RECIPE_IDS, profileSeconds, say) }),
  };
  let measured: Partial<Speed> = {};
  let busiest = 0;
  for (const part of options.parts) {
    busiest = Math.max(busiest, await busyCores());
    measured = { ...measured, ...(await parts[part]()) };
  }
  return {
    machine,
    busyCores: Number(busiest.toFixed(2)),
    absent: [...absent, ...trainers.absent, ...predictors.absent],
    ...measured,
  };
}

/** Times `npm start`: until 99 %, with several seeds on `onnx` and one elsewhere, and the default training on each backend. */
function measureStartRuns(
  backends: readonly string[],
  seeds: readonly number[],
  { folder, say }: { readonly folder: string; readonly say: (text: string) => void },
): Pick<Speed, 'toAccuracy' | 'defaultRuns'> {
  // TensorFlow.js in plain JavaScript would train for hours.
  const startable = BACKEND_NAMES.filter((name) => backends.includes(name) && name !== 'cpu');
  const run = (backend: string, seed: number, settings: { recipe: string; epochs?: number }): StartRun => {
    say(`npm start: ${settings.recipe} on ${backend}, seed ${seed}`);
    return measureStartRun({ backend, seed, ...settings }, folder);
  };
  const [first, ...others] = seeds;
  return {
    toAccuracy: [
      ...startable.map((backend) => run(backend, first!, TO_ACCURACY)),
      ...others.map((seed) => run('onnx', seed, TO_ACCURACY)),
    ],
    defaultRuns: startable.map((backend) => run(backend, 1, { recipe: DEFAULT })),
  };
}

/** How many cores are busy on average for a while: with other work, if this process does nothing meanwhile. */
export async function busyCores(milliseconds = 1000): Promise<number> {
  const [worked, start] = [workedMilliseconds(), performance.now()];
  await setTimeout(milliseconds);
  return (workedMilliseconds() - worked) / (performance.now() - start);
}

/** Milliseconds that all cores together have worked since the machine started. */
function workedMilliseconds(): number {
  return cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0);
}
