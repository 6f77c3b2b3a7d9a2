import { ADDEND_CLASSES, DIGIT_CLASSES, IMAGE_SIDE } from '@mnist-adder/dataset';
import { dropoutLayers, forward, unitPixels, variableOf } from '@mnist-adder/model';
import type { ForwardMode } from '@mnist-adder/model';
import type { InputSpec } from '@mnist-adder/tfjs-onnx';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Recipe } from '../recipe/recipe.js';
import { maskInputName } from './dropout-masks.js';
import { createOptimizer } from './optimizer.js';

/** What a step reports of its batch: mean losses in nats, and how many of its pairs came out right. */
export type StepReport = DigitReport | AdderReport;
type DigitReport = Readonly<Record<'loss' | 'digitLoss' | 'digitCorrect', number>>;
type AdderReport = DigitReport & Readonly<Record<'sumLoss' | 'sumCorrect', number>>;

/**
 * One step of training as a function of plain TensorFlow.js ops, which runs eagerly on any backend or is recorded and
 * compiled. It assigns the model's weights and the optimizer's slots.
 */
export interface TrainingStep {
  /** What the function is called with: the batch, the learning rate, and a mask for each dropout layer. */
  readonly inputs: Readonly<Record<string, Required<InputSpec>>>;
  /** The weights and the optimizer's slots: all the state that a step carries on. */
  readonly variables: readonly tf.Variable[];
  /** @returns scalars: the parts of a {@link StepReport}, by name. */
  run(inputs: Readonly<Record<string, tf.Tensor>>): Record<string, tf.Tensor>;
  /** Frees the optimizer's slots; the model stays. */
  dispose(): void;
}

/** Makes the training step of a recipe for a model. */
export function createTrainingStep(model: LayersModel, { data, training }: Recipe): TrainingStep {
  const { batchSize } = training;
  const addendsPerImage = data.pairing === 'all' ? ADDEND_CLASSES : 1;
  const weights = model.trainableWeights.map(variableOf);
  const optimizer = createOptimizer(training.optimizer, weights);

  const masks = dropoutLayers(model).map(({ name, shape }) => {
    const [height, width, channels] = shape.length === 3 ? shape : [1, 1, shape[0]!];
    return [maskInputName(name), { shape: [channels!, height!, width!, batchSize], dtype: 'bool' as const }] as const;
  });
  const label = (size: number) => ({ shape: [size], dtype: 'int32' as const });
  const inputs = {
    image: { shape: [batchSize, IMAGE_SIDE, IMAGE_SIDE, 1], dtype: 'int32' as const },
    digit: label(batchSize),
    ...(data.pairing !== 'none' && { sum: label(batchSize * addendsPerImage) }),
    ...((data.pairing === 'fixed' || data.pairing === 'fresh') && { addend: label(batchSize) }),
    learningRate: { shape: [], dtype: 'float32' as const },
    ...Object.fromEntries(masks),
  };

  /** What the model makes of the batch. */
  function outputsOf(tensors: Readonly<Record<string, tf.Tensor>>, image: tf.Tensor4D) {
    const mode: ForwardMode = {
      training: true,
      // Masks come with the batch last, as a compiled step calculates: there this transpose moves nothing.
      dropoutMask: (layer, shape) => tf.reshape(tf.transpose(tensors[maskInputName(layer)]!, [3, 1, 2, 0]), [...shape]),
    };
    if (data.pairing === 'none') return forward(model, { image }, mode);
    if (data.pairing === 'all') return forward(model, { image, addend: 'every' }, mode);
    const addend = tf.oneHot(tensors.addend!, ADDEND_CLASSES, 1, 0, 'float32') as tf.Tensor2D;
    return forward(model, { image, addend }, mode);
  }

  return {
    inputs,
    variables: [...model.weights.map(variableOf), ...optimizer.variables],
    run(tensors) {
      const image = unitPixels(tensors.image!);
      let report: Readonly<Record<string, tf.Tensor>> = {};
      const { grads } = tf.variableGrads(() => {
        const { digit, sum } = outputsOf(tensors, image);
        // A digit is the same whichever addend it meets: labels of [b, 1] against [b, addends].
        const digitByImage = tf.reshape(digit, [batchSize, addendsPerImage, DIGIT_CLASSES]);
        const digits = score(digitByImage, tf.reshape(tensors.digit!, [batchSize, 1]));
        const ofDigits = { digitLoss: digits.loss, digitCorrect: digits.correct };
        if (sum === undefined) {
          report = { loss: tf.clone(digits.loss), ...ofDigits };
        } else {
          const sums = score(sum, tensors.sum!);
          const loss = tf.mul(tf.add(digits.loss, sums.loss), training.loss === 'mean' ? 0.5 : 1);
          report = { loss, ...ofDigits, sumLoss: sums.loss, sumCorrect: sums.correct };
        }
        // Beyond the scope of the gradients, which would dispose of them.
        Object.values(report).forEach((tensor) => tf.keep(tensor));
        return report.loss as tf.Scalar;
      }, weights);
      optimizer.apply(grads, tensors.learningRate as tf.Scalar);
      return Object.fromEntries(Object.entries(report).map(([name, tensor]) => [name, released(tensor)]));
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

/**
 * Compares an output with its labels, which broadcast against it without its last axis: the mean of −log p(label), and how often
 * the label is the likeliest class.
 */
function score(logProbabilities: tf.Tensor, labels: tf.Tensor) {
  const classes = logProbabilities.shape.at(-1)!;
  const oneHot = tf.oneHot(labels, classes, 1, 0, 'float32');
  const loss = tf.div(tf.sum(tf.mul(logProbabilities, oneHot)), -logProbabilities.size / classes);
  const correct = tf.sum(tf.cast(tf.equal(tf.argMax(logProbabilities, -1), labels), 'float32'));
  return { loss, correct };
}
