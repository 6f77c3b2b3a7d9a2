import { eagerPredictor } from '@mnist-adder/model';
import * as tf from '@tensorflow/tfjs-core';
import { disposedExecutor, type Executor } from './executor.js';
import { createLifetime } from './lifetime.js';

/** Runs every op at once, on the active TensorFlow.js backend. */
export function eagerExecutor(): Executor {
  return {
    prepareStep(step) {
      const lifetime = createLifetime(disposedExecutor);
      return Promise.resolve({
        run: (inputs) =>
          lifetime.use(async () => {
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
          }),
        // Eagerly, the variables are the state.
        writeVariables: () => lifetime.use(nothing),
        dispose: () => lifetime.end(nothing),
      });
    },
    preparePredictor(model) {
      const lifetime = createLifetime(disposedExecutor);
      const predict = eagerPredictor(model);
      return Promise.resolve({
        predict: (images, size) => lifetime.use(() => predict(images, size)),
        readVariables: () => lifetime.use(nothing),
        dispose: () => lifetime.end(nothing),
      });
    },
  };
}

const nothing = () => Promise.resolve();
