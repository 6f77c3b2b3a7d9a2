// What a backend is on this machine and, if it works, the losses of the first steps of recipes on it, as JSON. In a process of its
// own: some backends cannot be left again, and the drivers that WebGPU finds are given by the environment a process starts with.
import { argv, stdout } from 'node:process';
import { readMnist } from '@mnist-adder/dataset/node';
import { createAdder } from '@mnist-adder/model';
import { createFeeds, createTrainingStep, findRecipe } from '@mnist-adder/trainer';
import { createBackends } from '@mnist-adder/backends';
import * as tf from '@tensorflow/tfjs-core';

const { backend: name, steps: stepsOf, batchSize, seed } = JSON.parse(argv[2]);
tf.enableProdMode();

async function losses(executor, digits, id) {
  const own = findRecipe(id);
  const recipe = { ...own, training: { ...own.training, batchSize } };
  // As many images as make the recipe's own number of steps, so that the learning rate goes as in a real run.
  const size = Math.round((digits.size * batchSize) / own.training.batchSize);
  const some = { images: digits.images.subarray(0, size * 784), labels: digits.labels.subarray(0, size), size };
  const model = createAdder(recipe.network, { seed });
  const feeds = createFeeds({ recipe, model, digits: some, seed });
  const step = createTrainingStep(model, recipe);
  const prepared = await executor.prepareStep(step);
  // Every digit is as likely as any other, where there has to be a teacher.
  const lesson = step.inputs.teacher && { teacher: new Float32Array(batchSize * 10).fill(0.1) };
  const curve = [];
  for (let i = 0; i < stepsOf[id]; i++) {
    const { inputs } = await feeds.at(0, i);
    curve.push((await prepared.run({ ...inputs, ...lesson })).loss);
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
