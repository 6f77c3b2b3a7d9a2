// Prints as JSON whether a backend works on this machine and, if it does, the losses of the first steps of recipes on it. It is a process of
// its own, because some backends cannot be left again, and because WebGPU finds its drivers by the environment of its process.
import { argv, stdout } from 'node:process';
import { firstImages } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import { createAdder } from '@mnist-adder/model';
import { findRecipe } from '@mnist-adder/trainer';
import { createStepInputs, createTrainingStep } from '@mnist-adder/trainer/internal';
import { createBackends } from '@mnist-adder/backends';
import * as tf from '@tensorflow/tfjs-core';

const { backend: name, steps: stepsOf, batchSize, seed } = JSON.parse(argv[2]);
tf.enableProdMode();

async function losses(executor, digits, id) {
  const own = findRecipe(id);
  const recipe = { ...own, training: { ...own.training, batchSize } };
  // With this number of images an epoch has the recipe's own number of steps, and the learning rate changes as in a real run.
  const size = Math.round((digits.size * batchSize) / own.training.batchSize);
  const model = createAdder(recipe.network, { seed });
  const stepInputs = createStepInputs({ recipe, model, digits: firstImages(digits, size), seed });
  const step = createTrainingStep(model, recipe);
  const prepared = await executor.prepareStep(step);
  // A recipe with a teacher learns that all digits are equally likely.
  const lesson = step.inputs.teacher && { teacher: new Float32Array(batchSize * 10).fill(0.1) };
  const curve = [];
  for (let i = 0; i < stepsOf[id]; i++) {
    const { inputs } = await stepInputs.at(0, i);
    curve.push((await prepared.run({ ...inputs, ...lesson })).scores.loss);
  }
  await prepared.dispose();
  step.dispose();
  model.dispose();
  return curve;
}

const backend = createBackends().find((candidate) => candidate.name === name);
const probe = await backend.probe({ software: true });
const curves = {};
if (probe.available && Object.keys(stepsOf).length > 0) {
  const executor = await backend.start();
  const { train } = await readMnist();
  for (const id of Object.keys(stepsOf)) curves[id] = await losses(executor, train, id);
}
stdout.write(JSON.stringify({ probe, curves }));
