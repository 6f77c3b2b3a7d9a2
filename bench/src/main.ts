import { readMnist } from '@mnist-adder/dataset/node';
import { findRecipe, RECIPE_IDS } from '@mnist-adder/trainer';
import { describeMachine } from '@mnist-adder/trainer/node';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { measureTraining } from './measure-training.js';
import type { Speed, TrainingMeasurement } from './measurement.js';
import { RESULTS_FOLDER, writeSpeed } from './results-files.js';
import { speedText } from './speed-text.js';

/** Steps of each recipe that are timed. */
const STEPS = 100;

tf.enableProdMode();
await tf.setBackend('cpu');
const { train } = await readMnist();
const training: TrainingMeasurement[] = [];
for (const id of RECIPE_IDS) training.push(await measureTraining(findRecipe(id)!, train, STEPS));

const speed: Speed = {
  machine: describeMachine(),
  training,
  peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
};
writeSpeed(RESULTS_FOLDER, speed);
process.stdout.write(speedText(speed));
