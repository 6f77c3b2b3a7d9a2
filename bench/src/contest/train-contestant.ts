import { readMnist } from '@mnist-adder/dataset/node';
import * as tf from '@tensorflow/tfjs-core';
import { findBackend } from './backends.js';
import { serve } from './line-process.js';
import { contestRecipe, startTraining } from './training-run.js';

// A contestant that trains a recipe on a backend, for a while at a time:
// <recipe> <backend> <images a step> <steps to compare>
const [recipe, name, batchSize, checkedSteps] = process.argv.slice(2) as [string, string, string, string];
tf.enableProdMode();
const { train } = await readMnist();
const backend = findBackend(name);
const executor = await backend.start();

const run = (dropout: boolean) =>
  startTraining(contestRecipe(recipe, { batchSize: Number(batchSize), dropout }), executor, train);
const compared = run(false);
while (compared.losses.length < Number(checkedSteps)) await compared.runFor(0);
const check = compared.losses.slice(0, Number(checkedSteps));
await compared.end();

const timed = run(true);
await serve({ description: backend.description, parameters: timed.parameters, check }, (seconds) =>
  timed.runFor(seconds),
);
await timed.end();
