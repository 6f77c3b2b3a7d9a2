import { ADDEND_CLASSES, DIGIT_CLASSES, IMAGE_SIDE } from '@mnist-adder/dataset';
import { backboneLayers, dropoutLayers, forward, unitPixels, variableOf } from '@mnist-adder/model';
import type { AdderOutputs, DigitOutputs, ForwardMode } from '@mnist-adder/model';
import type { InputSpec } from '@mnist-adder/tfjs-onnx';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { countRightSums, sumLogLikelihood } from '../addition/sum-log-likelihood.js';
import { digitImitation, sumImitation } from '../transfer/imitation.js';
import { columnsOf } from '../recipe/columns-of.js';
import type { Recipe } from '../recipe/recipe.js';
import { addendsOf, digitUniformity, score, sumUniformity } from './cross-entropy.js';
import { columnDigits } from './column-digits.js';
import { maskInputName } from './dropout-masks.js';
import { clipGradients, gradientNorms } from './gradient-norms.js';
import { createOptimizer } from './create-optimizer.js';
import { createWeightAverages } from './weight-averages.js';

/**
 * One step of training as a function of plain TensorFlow.js ops, which runs eagerly on any backend or is recorded and
 * compiled. It assigns the model's weights, the optimizer's slots and the moving averages.
 */
export interface TrainingStep {
  /** What the function is called with: the batch, the learning rate, a mask for each dropout layer, and what a teacher says. */
  readonly inputs: Readonly<Record<string, Required<InputSpec<number>>>>;
  /** The weights, the optimizer's slots and the moving averages: all the state that a step carries on. */
  readonly variables: readonly tf.Variable[];
  /** The weights that are trained, as the layers call them, in the model's order: `conv2d_1/kernel`. */
  readonly trainedWeights: readonly string[];
  /** @returns the parts of a `StepReport`, by name: scalars, and the vector of the gradients' norms. */
  run(inputs: Readonly<Record<string, tf.Tensor>>): Record<string, tf.Tensor>;
  /**
   * Gives the model's variables the moving averages until `use` is done, and then their own values again, to the last bit; without
   * averages it is just `use`. No step may run meanwhile. An executor that keeps the state to itself has to have written it into
   * the variables before (`writeVariables`), and does not notice.
   */
  withAverages<T>(use: () => Promise<T>): Promise<T>;
  /** Gives the model the moving averages for good, where there are any: at the end of a training. */
  adoptAverages(): void;
  /** Frees the optimizer's slots and the moving averages; the model stays. */
  dispose(): void;
}

type Outputs = AdderOutputs | DigitOutputs;
type Tensors = Readonly<Record<string, tf.Tensor>>;

/** Problems that numbers written in images make. */
interface Problem {
  /** How many digits a number has. */
  readonly places: number;
  /** How many problems a batch has. */
  readonly count: number;
}

/** Makes the training step of a recipe for a model. */
export function createTrainingStep(model: LayersModel, { network, data, training }: Recipe): TrainingStep {
  const { batchSize, clipNorm, distillation, labelSmoothing } = training;
  const addendsPerImage = data.pairing === 'all' ? ADDEND_CLASSES : 1;
  const problem = data.digits === undefined ? undefined : { places: data.digits, count: batchSize / (2 * data.digits) };
  const sums = problem === undefined ? batchSize * addendsPerImage : problem.count * (problem.places + 1);
  const frozen = training.freeze === 'backbone' ? backboneLayers(model) : new Set<string>();
  const trained = model.layers.filter(({ name }) => !frozen.has(name)).flatMap((layer) => layer.trainableWeights);
  const weights = trained.map(variableOf);
  const optimizer = createOptimizer(training.optimizer, weights, training.weightDecay);
  const averages = training.averaging && createWeightAverages(model, training.averaging.decay);

  const masks = dropoutLayers(model).map(({ name, shape }) => {
    const [height, width, channels] = shape.length === 3 ? shape : [1, 1, shape[0]!];
    return [maskInputName(name), { shape: [channels!, height!, width!, batchSize], dtype: 'bool' as const }] as const;
  });
  const label = (size: number) => ({ shape: [size], dtype: 'int32' as const });
  const inputs = {
    image: { shape: [batchSize, IMAGE_SIDE, IMAGE_SIDE, 1], dtype: 'int32' as const },
    digit: label(batchSize),
    ...(data.pairing !== 'none' && { sum: label(sums) }),
    ...((data.pairing === 'fixed' || data.pairing === 'fresh') && { addend: label(batchSize) }),
    learningRate: { shape: [], dtype: 'float32' as const },
    ...(distillation && { teacher: { shape: [batchSize, DIGIT_CLASSES], dtype: 'float32' as const } }),
    ...Object.fromEntries(masks),
  };

  /** What the model makes of the batch. */
  function outputsOf(tensors: Tensors, image: tf.Tensor4D): Outputs {
    const mode: ForwardMode = {
      training: true,
      frozen,
      // Masks come with the batch last, as a compiled step calculates: there this transpose moves nothing.
      dropoutMask: (layer, shape) => tf.reshape(tf.transpose(tensors[maskInputName(layer)]!, [3, 1, 2, 0]), [...shape]),
    };
    if (data.pairing === 'none') return forward(model, { image }, mode);
    if (data.pairing === 'all') return forward(model, { image, addend: 'every' }, mode);
    // Where images are added to images, what the network makes of a number beside them is not looked at.
    const addends = problem === undefined ? tensors.addend! : tf.zeros([batchSize], 'int32');
    const addend = tf.oneHot(addends, ADDEND_CLASSES, 1, 0, 'float32') as tf.Tensor2D;
    return forward(model, { image, addend }, mode);
  }

  const both = (ofDigits: tf.Tensor, ofSums: tf.Tensor) =>
    tf.mul(tf.add(ofDigits, ofSums), training.loss === 'mean' ? 0.5 : 1);

  /** The cross entropy of outputs against all the answers that there can be, instead of their labels. */
  function uniformity({ digit, sum }: Outputs, tensors: Tensors): tf.Tensor {
    const ofDigits = digitUniformity(digit);
    return sum === undefined ? ofDigits : both(ofDigits, sumUniformity(sum, tensors.sum!, tensors.digit!));
  }

  /** The same where only the sums of numbers are known: the digits' labels are reported on, and nothing is learned from them. */
  function compareSums(outputs: Outputs, tensors: Tensors, { places, count }: Problem) {
    const digits = tf.reshape<tf.Rank.R4>(outputs.digit, [count, 2, places, DIGIT_CLASSES]);
    const labels = tf.reshape<tf.Rank.R2>(tensors.sum!, [count, places + 1]);
    const { loss: digitLoss, correct: digitCorrect } = score(outputs.digit, tensors.digit!);
    const sumLoss = tf.neg(tf.mean(sumLogLikelihood(digits, labels)));
    const report = {
      ...{ loss: tf.clone(sumLoss), digitLoss, digitCorrect },
      ...{ sumLoss, sumCorrect: countRightSums(digits, labels) },
    };
    return { report, objective: report.loss };
  }

  /** What is reported of outputs, and what is minimised: the reported loss is that of the labels as they are. */
  function compare(outputs: Outputs, tensors: Tensors) {
    if (problem !== undefined) return compareSums(outputs, tensors, problem);
    // A digit is the same whichever addend it meets: labels of [b, 1] against [b, addends].
    const digitByImage = tf.reshape(outputs.digit, [batchSize, addendsPerImage, DIGIT_CLASSES]);
    const digits = score(digitByImage, tf.reshape(tensors.digit!, [batchSize, 1]));
    const sums = outputs.sum && score(outputs.sum, tensors.sum!);
    const report = {
      loss: sums === undefined ? tf.clone(digits.loss) : both(digits.loss, sums.loss),
      ...{ digitLoss: digits.loss, digitCorrect: digits.correct },
      ...(sums && { sumLoss: sums.loss, sumCorrect: sums.correct }),
    };
    if (training.columns === 'apart') return { report, objective: compareColumns(outputs, tensors) };
    return { report, objective: learn(smooth(report.loss, outputs, tensors), outputs, tensors) };
  }

  /** What is minimised where each column learns by itself: the sum of their losses, so that each gets the gradient of its own. */
  function compareColumns({ embedding }: Outputs, tensors: Tensors): tf.Tensor {
    const columns = columnsOf(network);
    const digits = columnDigits(model, embedding, columns);
    const { loss } = score(digits, tf.reshape(tensors.digit!, [batchSize, 1]));
    const outputs: DigitOutputs = { embedding, digit: tf.reshape(digits, [-1, DIGIT_CLASSES]) };
    return tf.mul(learn(smooth(loss, outputs, tensors), outputs, tensors), columns);
  }

  /** The loss of the labels, with the part of them shared out that the recipe says. */
  function smooth(loss: tf.Tensor, outputs: Outputs, tensors: Tensors): tf.Tensor {
    if (labelSmoothing === 0) return loss;
    const shared = tf.mul(uniformity(outputs, tensors), labelSmoothing);
    return tf.add(tf.mul(loss, 1 - labelSmoothing), shared);
  }

  /** A loss with the cross entropy against the teacher in the place of a part of it. */
  function learn(loss: tf.Tensor, { digit, sum }: Outputs, tensors: Tensors): tf.Tensor {
    if (distillation === undefined) return loss;
    const { weight, temperature } = distillation;
    const teacher = tensors.teacher!;
    const digits = tf.reshape(digit, [batchSize, -1, DIGIT_CLASSES]);
    const ofDigits = digitImitation(digits, teacher, temperature);
    const ofSums = sum && sumImitation(sum, { teacher, addends: addendsOf(tensors.sum!, tensors.digit!) }, temperature);
    return tf.add(tf.mul(loss, 1 - weight), tf.mul(ofSums === undefined ? ofDigits : both(ofDigits, ofSums), weight));
  }

  return {
    inputs,
    variables: [...model.weights.map(variableOf), ...optimizer.variables, ...(averages?.variables ?? [])],
    trainedWeights: trained.map(({ originalName }) => originalName),
    run(tensors) {
      const image = unitPixels(tensors.image!);
      let report: Readonly<Record<string, tf.Tensor>> = {};
      const { grads } = tf.variableGrads(() => {
        const { report: compared, objective } = compare(outputsOf(tensors, image), tensors);
        // Beyond the scope of the gradients, which would dispose of them.
        Object.values(compared).forEach((tensor) => tf.keep(tensor));
        report = compared;
        return objective as tf.Scalar;
      }, weights);
      const norms = gradientNorms(weights.map(({ name }) => grads[name]!));
      const gradients = clipNorm === undefined ? grads : clipGradients(grads, norms.all, clipNorm);
      optimizer.apply(gradients, tensors.learningRate as tf.Scalar);
      averages?.update();
      return {
        ...Object.fromEntries(Object.entries(report).map(([name, tensor]) => [name, released(tensor)])),
        ...{ gradientNorm: norms.all, gradientNorms: norms.each },
      };
    },
    withAverages: (use) => (averages === undefined ? use() : averages.during(use)),
    adoptAverages: () => averages?.adopt(),
    dispose() {
      optimizer.dispose();
      averages?.dispose();
    },
  };
}

/** The same values as a tensor that the scope around it disposes of. */
function released(kept: tf.Tensor): tf.Tensor {
  const tensor = tf.clone(kept);
  kept.dispose();
  return tensor;
}
