import { eagerPredictor } from '@mnist-adder/model';
import * as tf from '@tensorflow/tfjs-core';
import type { Executor, InputData } from './executor.js';

/** Runs every op at once, on the active TensorFlow.js backend. */
export function eagerExecutor(): Executor {
  return {
    prepareStep: (step) =>
      Promise.resolve({
        async run(inputs: Readonly<Record<string, InputData>>) {
          const outputs = tf.tidy(() => {
            const tensors = Object.fromEntries(
              Object.entries(step.inputs).map(([name, { shape, dtype }]) => [
                name,
                tf.tensor(inputs[name]!, [...shape], dtype),
              ]),
            );
            return step.run(tensors);
          });
          const elements = await Promise.all(
            Object.entries(outputs).map(async ([name, tensor]) => [name, await tensor.data<'float32'>()] as const),
          );
          tf.dispose(outputs);
          return step.report(Object.fromEntries(elements));
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
