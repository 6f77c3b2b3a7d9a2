import { eagerPredictor } from '@mnist-adder/model';
import * as tf from '@tensorflow/tfjs-core';
import { STEP_METRICS } from '../step/training-step.js';
import type { StepMetric } from '../step/training-step.js';
import type { Executor, InputData } from './executor.js';

/** Runs every op as it comes, on whichever TensorFlow.js backend is active. */
export function eagerExecutor(): Executor {
  return {
    prepareStep: (step) =>
      Promise.resolve({
        async run(inputs: Readonly<Record<string, InputData>>) {
          const metrics = tf.tidy(() => {
            const tensors = Object.fromEntries(
              Object.entries(step.inputs).map(([name, { shape, dtype }]) => [
                name,
                tf.tensor(inputs[name]!, [...shape], dtype),
              ]),
            );
            return step.run(tensors);
          });
          const values = await Promise.all(STEP_METRICS.map(async (name) => [name, (await metrics[name].data())[0]!]));
          for (const name of STEP_METRICS) metrics[name].dispose();
          return Object.fromEntries(values) as Record<StepMetric, number>;
        },
        // Eagerly, the variables are the state.
        writeVariables: () => undefined,
        dispose: () => Promise.resolve(),
      }),
    preparePredictor: (model) =>
      Promise.resolve({
        predict: eagerPredictor(model),
        readVariables: () => Promise.resolve(),
        dispose: () => Promise.resolve(),
      }),
  };
}
