import { eagerPredictor } from '@mnist-adder/model';
import * as tf from '@tensorflow/tfjs-core';
import type { StepReport } from '../step/training-step.js';
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
          const values = await Promise.all(
            Object.entries(metrics).map(async ([name, scalar]) => [name, (await scalar.data())[0]!] as const),
          );
          tf.dispose(metrics);
          return Object.fromEntries(values) as unknown as StepReport;
        },
        // Eagerly, the variables are the state.
        writeVariables: () => Promise.resolve(),
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
