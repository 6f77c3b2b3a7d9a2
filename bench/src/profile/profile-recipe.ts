import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMnist } from '@mnist-adder/dataset/node';
import { compiledExecutor } from '@mnist-adder/trainer';
import type { Executor } from '@mnist-adder/trainer';
import { onnxSessionOptions } from '@mnist-adder/backends';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as ort from 'onnxruntime-node';
import { contestRecipe } from '../contest/contest-recipe.js';
import { startTraining } from '../contest/training-run.js';
import { median } from '../median.js';
import { operatorTimes } from './operator-times.js';
import type { TrainingProfile } from './training-profile.js';

// Profiles the training of a recipe on the backend `onnx`, in a process of its own so that its memory is its own:
// <recipe> <seconds>
const [id, seconds] = process.argv.slice(2) as [string, string];
tf.enableProdMode();
await tf.setBackend('cpu');
const recipe = contestRecipe(id);
const { train } = await readMnist();

/** The milliseconds of each step, after some to warm up. The options are the step's alone, not the validation's. */
async function timeSteps(options: object): Promise<number[]> {
  const timed = compiledExecutor(ort, { ...onnxSessionOptions(), ...options });
  const executor: Executor = {
    ...compiledExecutor(ort, onnxSessionOptions()),
    prepareStep: (step) => timed.prepareStep(step),
  };
  const training = startTraining(recipe, executor, train);
  await training.runFor(Number(seconds) / 4);
  const milliseconds = await training.runFor(Number(seconds));
  await training.end();
  return milliseconds;
}

const stepMilliseconds = median(await timeSteps({}));
const peakMemoryBytes = process.resourceUsage().maxRSS * 1024;
const folder = mkdtempSync(join(tmpdir(), 'mnist-adder-profile-'));
try {
  // The profiler slows a step down, so it gets a run of its own.
  await timeSteps({ enableProfiling: true, profileFilePrefix: join(folder, 'profile') });
  const { batchSize } = recipe.training;
  const result: TrainingProfile = {
    recipe: id,
    batchSize,
    stepMilliseconds,
    imagesPerSecond: (1000 * batchSize) / stepMilliseconds,
    peakMemoryBytes,
    operators: operatorTimes(readFileSync(join(folder, readdirSync(folder)[0]!), 'utf8')),
  };
  process.stdout.write(JSON.stringify(result));
} finally {
  rmSync(folder, { recursive: true });
}
