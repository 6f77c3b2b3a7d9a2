import { DIGIT_CLASSES } from '@mnist-adder/dataset';
import { type Outputs } from '@mnist-adder/model';
import { variableOf } from '@mnist-adder/model/internal';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { columnsOf, type Recipe } from '../recipe/recipe.js';
import { addendsOf, combineLosses, digitUniformity, score, sumUniformity } from '../task/cross-entropy.js';
import type { InputTensors, Objective, Task } from '../task/task.js';
import { digitDistillationLoss, sumDistillationLoss } from './distillation.js';

/** Refines a loss, a scalar, by what else the outputs should be. */
type Refinement = (loss: tf.Tensor, outputs: Outputs, inputs: InputTensors) => tf.Tensor;

/**
 * The objective of a recipe: that of its task, with label smoothing, distillation and independent columns around it as far as the recipe
 * asks for them.
 */
export function createObjective(
  model: LayersModel,
  task: Task,
  { network, training }: Pick<Recipe, 'network' | 'training'>,
): (outputs: Outputs, inputs: InputTensors) => Objective {
  const smooth = labelSmoothing(training);
  const learnFromTeacher = distillation(training);
  const refine: Refinement = (loss, outputs, inputs) =>
    learnFromTeacher(smooth(loss, outputs, inputs), outputs, inputs);
  const minimise = training.columns === 'independent' ? independently(model, columnsOf(network), refine) : refine;
  return (outputs, inputs) => {
    const { minimised, scores } = task.objective(outputs, inputs);
    return { scores, minimised: minimise(minimised, outputs, inputs) };
  };
}

/** Spreads a fraction of the labels evenly over all possible answers (Szegedy et al. 2016). */
function labelSmoothing({ labelSmoothing: amount, lossWeights }: Recipe['training']): Refinement {
  if (amount === 0) return (loss) => loss;
  return (loss, { digit, sum }, inputs) => {
    const ofDigits = digitUniformity(digit);
    const ofSums = sum && sumUniformity(sum, inputs.sum!, inputs.digit!);
    const shared = tf.mul(combineLosses(ofDigits, ofSums, lossWeights), amount);
    return tf.add(tf.mul(loss, 1 - amount), shared);
  };
}

/** Replaces a fraction of the loss by the cross entropy against a teacher. The teacher's digits are the step's input `teacher`. */
function distillation({ batchSize, distillation: settings, lossWeights }: Recipe['training']): Refinement {
  if (settings === undefined) return (loss) => loss;
  const { weight, temperature } = settings;
  return (loss, { digit, sum }, inputs) => {
    const teacher = inputs.teacher!;
    const digits = tf.reshape(digit, [batchSize, -1, DIGIT_CLASSES]);
    const ofDigits = digitDistillationLoss(digits, teacher, temperature);
    const ofSums =
      sum && sumDistillationLoss(sum, { teacher, addends: addendsOf(inputs.sum!, inputs.digit!) }, temperature);
    return tf.add(tf.mul(loss, 1 - weight), tf.mul(combineLosses(ofDigits, ofSums, lossWeights), weight));
  };
}

/**
 * Lets each column of the backbone learn as if there were no other: minimises the sum of their losses, so that each gets the gradient of
 * its own loss.
 */
function independently(model: LayersModel, columns: number, refine: Refinement) {
  return (_loss: tf.Tensor, { embedding }: Outputs, inputs: InputTensors): tf.Tensor => {
    const digits = columnDigits(model, embedding, columns);
    const images = inputs.digit!.size;
    const { loss } = score(digits, tf.reshape(inputs.digit!, [images, 1]));
    const outputs: Outputs = { embedding, digit: tf.reshape(digits, [-1, DIGIT_CLASSES]) };
    return tf.mul(refine(loss, outputs, inputs), columns);
  };
}

/**
 * Each column's own digit: log-probabilities, [b, columns, 10]. The model's digit is the mean of their logits, because it is a dense layer
 * on the columns' embeddings side by side, divided by their number.
 *
 * @param embedding the model's embedding of b images, [b, columns · E].
 */
function columnDigits(model: LayersModel, embedding: tf.Tensor2D, columns: number): tf.Tensor3D {
  const [kernel, bias] = model.getLayer('digit').weights.map(variableOf) as [tf.Variable<tf.Rank.R2>, tf.Variable];
  const length = embedding.shape[1] / columns;
  const logits = Array.from({ length: columns }, (_, column) => {
    const own = tf.slice(embedding, [0, column * length], [-1, length]);
    const rows = tf.slice(kernel, [column * length, 0], [length, DIGIT_CLASSES]);
    return tf.logSoftmax(tf.add(tf.mul(tf.matMul(own, rows), columns), bias));
  });
  return tf.stack(logits, 1) as tf.Tensor3D;
}
