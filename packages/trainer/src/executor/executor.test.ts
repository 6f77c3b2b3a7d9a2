import { createAdder } from '@mnist-adder/model';
import { variableOf } from '@mnist-adder/model/internal';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { compiled, takeDigits, tiny } from '../../test/tiny-training.js';
import { createStepInputs } from '../loop/step-inputs.js';
import { createTrainingStep } from '../step/training-step.js';
import { eagerExecutor } from './eager-executor.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const DISPOSED = {
  name: 'TrainerError',
  code: 'disposed',
  message: expect.stringContaining('prepare it again') as string,
};

describe.each([
  ['compiled', compiled],
  ['eager', eagerExecutor],
])('what the %s executor has prepared', (_, createExecutor) => {
  test('a step that is disposed of while it runs ends first, and refuses to run again', async () => {
    const recipe = tiny('adder-fast');
    const model = createAdder(recipe.network, { seed: 1 });
    const step = createTrainingStep(model, recipe);
    onTestFinished(() => {
      step.dispose();
      model.dispose();
    });
    const digits = takeDigits(0, 16);
    const { inputs } = await createStepInputs({ recipe, model, digits, seed: 1 }).at(0, 0);
    const executor = await createExecutor().prepareStep(step);
    const before = tf.memory().numTensors;

    const ended: string[] = [];
    const note = (what: string) => () => ended.push(what);
    const running = executor.run(inputs);
    const uses = [running.then(note('run')), executor.writeVariables().then(note('write'))];
    const disposals = [executor.dispose(), executor.dispose()].map((disposal) => disposal.then(note('disposal')));
    const late = Promise.allSettled([executor.run(inputs), executor.writeVariables()]);
    expect(await late).toMatchObject([{ reason: DISPOSED }, { reason: DISPOSED }]);
    await Promise.all([...uses, ...disposals]);
    expect((await running).scores.loss).toBeGreaterThan(0);
    expect(ended.slice(2)).toEqual(['disposal', 'disposal']);
    expect(tf.memory().numTensors).toBe(before);

    const weights = variableOf(model.weights[0]!).dataSync().slice();
    await expect(executor.run(inputs)).rejects.toMatchObject(DISPOSED);
    await expect(executor.writeVariables()).rejects.toMatchObject(DISPOSED);
    await executor.dispose();
    expect(variableOf(model.weights[0]!).dataSync()).toEqual(weights);
  });

  test('a predictor that is disposed of while it predicts answers first, and refuses to predict again', async () => {
    const model = createAdder(tiny('adder-fast').network, { seed: 1 });
    onTestFinished(() => {
      model.dispose();
    });
    const { images } = takeDigits(0, 25);
    const executor = await createExecutor().preparePredictor(model, 10);
    // In three parts, where the size of a batch is fixed.
    const predicting = executor.predict(images, 25);
    const disposals = [executor.dispose(), executor.dispose()];
    expect((await predicting).digit).toHaveLength(25 * 10 * 10);
    await Promise.all(disposals);
    await expect(executor.predict(images, 25)).rejects.toMatchObject(DISPOSED);
    await expect(executor.readVariables()).rejects.toMatchObject(DISPOSED);
    await executor.dispose();
  });
});
