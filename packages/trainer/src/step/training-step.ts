import { ADDEND_CLASSES, DIGIT_CLASSES, IMAGE_SIDE, SUM_CLASSES } from '@mnist-adder/dataset';
import { dropoutLayers, forward, unitPixels, variableOf } from '@mnist-adder/model';
import type { InputSpec } from '@mnist-adder/tfjs-onnx';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Recipe } from '../recipe/recipe.js';
import { maskInputName } from './dropout-masks.js';
import { createOptimizer } from './optimizer.js';

/** What a step reports of its batch, as scalars: mean losses in nats, and how many of its pairs came out right. */
export const STEP_METRICS = ['loss', 'digitLoss', 'sumLoss', 'digitCorrect', 'sumCorrect'] as const;
export type StepMetric = (typeof STEP_METRICS)[number];

/**
 * One step of training as a function of plain TensorFlow.js ops, which runs eagerly on any backend or is recorded and
 * compiled. It assigns the model's weights and the optimizer's slots.
 */
export interface TrainingStep {
  /** What the function is called with: the batch, the learning rate, and a mask for each dropout layer. */
  readonly inputs: Readonly<Record<string, Required<InputSpec>>>;
  /** The weights and the optimizer's slots: all the state that a step carries on. */
  readonly variables: readonly tf.Variable[];
  run(inputs: Readonly<Record<string, tf.Tensor>>): Record<StepMetric, tf.Tensor>;
  /** Frees the optimizer's slots; the model stays. */
  dispose(): void;
}

/** Makes the training step of a recipe for a model. */
export function createTrainingStep(model: LayersModel, { data, training }: Recipe): TrainingStep {
  const { batchSize } = training;
  const addendsPerImage = data.pairing === 'all' ? ADDEND_CLASSES : 1;
  const pairs = batchSize * addendsPerImage;
  const weights = model.trainableWeights.map(variableOf);
  const optimizer = createOptimizer(training.optimizer, weights);

  const masks = dropoutLayers(model).map(({ name, shape }) => {
    const [height, width, channels] = shape.length === 3 ? shape : [1, 1, shape[0]!];
    return [maskInputName(name), { shape: [batchSize, channels!, height!, width!], dtype: 'bool' as const }] as const;
  });
  const inputs = {
    image: { shape: [batchSize, IMAGE_SIDE, IMAGE_SIDE, 1], dtype: 'int32' as const },
    digit: { shape: [batchSize], dtype: 'int32' as const },
    ...(data.pairing === 'all' ? {} : { addend: { shape: [batchSize], dtype: 'int32' as const } }),
    sum: { shape: [pairs], dtype: 'int32' as const },
    learningRate: { shape: [], dtype: 'float32' as const },
    ...Object.fromEntries(masks),
  };

  return {
    inputs,
    variables: [...model.weights.map(variableOf), ...optimizer.variables],
    run(tensors) {
      const image = unitPixels(tensors.image!);
      const addend =
        data.pairing === 'all' ? 'every' : (tf.oneHot(tensors.addend!, ADDEND_CLASSES, 1, 0, 'float32') as tf.Tensor2D);
      // A digit is the same whichever addend it meets: [b, 1] against [b, addends].
      const digits = tf.reshape(tensors.digit!, [batchSize, 1]);
      const report = {} as Record<StepMetric, tf.Tensor>;

      const { grads } = tf.variableGrads(() => {
        const { digit, sum } = forward(
          model,
          { image, addend },
          {
            training: true,
            // Masks come channels first, as a compiled step calculates: there this transpose moves nothing.
            dropoutMask: (layer, shape) =>
              tf.reshape(tf.transpose(tensors[maskInputName(layer)]!, [0, 2, 3, 1]), [...shape]),
          },
        );
        const digitByImage = tf.reshape(digit, [batchSize, addendsPerImage, DIGIT_CLASSES]);
        const digitLoss = crossEntropy(digitByImage, digits, pairs);
        const sumLoss = crossEntropy(sum, tensors.sum!, pairs);
        const loss = tf.mul(tf.add(digitLoss, sumLoss), training.loss === 'mean' ? 0.5 : 1);
        const digitCorrect = countCorrect(digitByImage, digits);
        const sumCorrect = countCorrect(sum, tensors.sum!);
        Object.assign(report, { loss, digitLoss, sumLoss, digitCorrect, sumCorrect });
        // Beyond the scope of the gradients, which would dispose of them.
        Object.values(report).forEach((tensor) => tf.keep(tensor));
        return loss as tf.Scalar;
      }, weights);
      optimizer.apply(grads, tensors.learningRate as tf.Scalar);
      for (const name of STEP_METRICS) report[name] = released(report[name]);
      return report;
    },
    dispose() {
      optimizer.dispose();
    },
  };
}

/** The same values as a tensor that the scope around it disposes of. */
function released(kept: tf.Tensor): tf.Tensor {
  const tensor = tf.clone(kept);
  kept.dispose();
  return tensor;
}

/** The mean of −log p(label) over all pairs; `labels` broadcast against `logProbabilities` without its last axis. */
function crossEntropy(logProbabilities: tf.Tensor, labels: tf.Tensor, pairs: number): tf.Tensor {
  const classes = logProbabilities.shape.at(-1) === DIGIT_CLASSES ? DIGIT_CLASSES : SUM_CLASSES;
  const oneHot = tf.oneHot(labels, classes, 1, 0, 'float32');
  return tf.div(tf.sum(tf.mul(logProbabilities, oneHot)), -pairs);
}

function countCorrect(logProbabilities: tf.Tensor, labels: tf.Tensor): tf.Tensor {
  return tf.sum(tf.cast(tf.equal(tf.argMax(logProbabilities, -1), labels), 'float32'));
}
