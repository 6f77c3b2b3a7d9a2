import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onnxSessionOptions } from '@mnist-adder/backends/internal';
import { readMnist } from '@mnist-adder/dataset/node';
import { compiledExecutor, type Executor } from '@mnist-adder/trainer';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as ort from 'onnxruntime-node';
import { contestRecipe, startTraining } from '../contest/training-run.js';
import type { TrainingProfile } from '../results/speed.js';
import { median } from '../statistics.js';
import { operatorTimes } from './profile.js';

// Profiles the training of a recipe on the backend `onnx`. It needs a process of its own to measure its memory:
// <recipe> <seconds>
const [id, seconds] = process.argv.slice(2) as [string, string];
tf.enableProdMode();
await tf.setBackend('cpu');
const recipe = contestRecipe(id);
const { train } = await readMnist();

/** Times steps after a warm-up, in milliseconds. The options apply to the session of the step, not to the validation. */
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
  // The profiler slows a step down, so it gets a second run.
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
