import { DIGIT_CLASSES, IMAGE_SIDE } from '@mnist-adder/dataset';
import { dropoutLayers, forward, type TrainingMode } from '@mnist-adder/model';
import { backboneLayers, unitPixels, variableOf } from '@mnist-adder/model/internal';
import type { InputSpec } from '@mnist-adder/tfjs-onnx';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Recipe } from '../recipe/recipe.js';
import { createTask } from '../task/create-task.js';
import type { InputTensors, Objective, StepScores } from '../task/task.js';
import { TrainerError } from '../trainer-error.js';
import { maskInputName } from './dropout-masks.js';
import { clipGradients, gradientNorms } from './gradient-norms.js';
import { createObjective } from './objective.js';
import { createOptimizer } from './optimizers/create-optimizer.js';
import { readReport, reportOutputs, type StepReport } from './step-report.js';
import { createWeightAverages } from './weight-averages.js';

/**
 * One step of training as a function of plain TensorFlow.js ops. It runs eagerly on any backend, or is recorded and compiled. It assigns
 * the model's weights, the optimizer's slots and the moving averages.
 */
export interface TrainingStep {
  /** The function's inputs: images, the task's labels, the learning rate, a mask for each dropout layer, and a teacher's digits. */
  readonly inputs: Readonly<Record<string, Required<InputSpec<number>>>>;
  /** All state that a step carries on: the weights, the optimizer's slots and the moving averages. */
  readonly variables: readonly tf.Variable[];
  /** The names of the weights that are trained, in the model's order: `conv2d_1/kernel`. */
  readonly trainedWeights: readonly string[];
  /**
   * Runs the step once.
   *
   * @returns the outputs that {@link TrainingStep.report} reads: scalars, and the vector of the gradients' norms.
   */
  run(inputs: InputTensors): Record<string, tf.Tensor>;
  /** Reads the elements of the outputs of `run`. */
  report(outputs: Readonly<Record<string, ArrayLike<number>>>): StepReport;
  /**
   * Gives the model's variables the moving averages while `use` runs, and then their own values again, to the last bit. Without averages
   * it only calls `use`. No step may run meanwhile. If an executor keeps the state to itself, call `writeVariables` of it before.
   */
  withAverages<T>(use: () => Promise<T>): Promise<T>;
  /** Gives the model the moving averages for good, if there are any: at the end of a training. */
  adoptAverages(): void;
  /** Frees the optimizer's slots and the moving averages. The model stays. */
  dispose(): void;
}

/** The models that have a training step. Two of them would change the same weights. */
const inTraining = new WeakSet<LayersModel>();

/**
 * Creates the training step of a recipe for a model.
 *
 * @throws `TrainerError` `model-in-training` if the model has one that was not disposed of.
 */
export function createTrainingStep(
  model: LayersModel,
  recipe: Pick<Recipe, 'network' | 'task' | 'training'>,
): TrainingStep {
  const { training } = recipe;
  if (inTraining.has(model)) {
    const message = 'The model is being trained already: wait until that training ends, or train another model.';
    throw new TrainerError('model-in-training', message);
  }
  const task = createTask(recipe);
  const objective = createObjective(model, task, recipe);
  const frozen = training.freeze === 'backbone' ? backboneLayers(model) : new Set<string>();
  const trained = model.layers.filter(({ name }) => !frozen.has(name)).flatMap((layer) => layer.trainableWeights);
  const weights = trained.map(variableOf);
  const optimizer = createOptimizer(training.optimizer, weights, training.weightDecay);
  const averages = training.averaging && createWeightAverages(model, training.averaging.decay);
  inTraining.add(model);
  return {
    inputs: stepInputs(model, recipe, task.inputs),
    variables: [...model.weights.map(variableOf), ...optimizer.variables, ...(averages?.variables ?? [])],
    trainedWeights: trained.map(({ originalName }) => originalName),
    run(inputs) {
      const image = unitPixels(inputs.image!);
      const { grads, scores } = differentiate(weights, () => {
        const outputs = forward(model, { image, addend: task.addend(inputs) }, trainingMode(inputs, frozen));
        return objective(outputs, inputs);
      });
      const norms = gradientNorms(weights.map(({ name }) => grads[name]!));
      const gradients = training.clipNorm === undefined ? grads : clipGradients(grads, norms.all, training.clipNorm);
      optimizer.apply(gradients, inputs.learningRate as tf.Scalar);
      averages?.update();
      return reportOutputs(scores, norms);
    },
    report: (outputs) => readReport(outputs, task.answers),
    withAverages: (use) => (averages === undefined ? use() : averages.during(use)),
    adoptAverages: () => averages?.adopt(),
    dispose() {
      inTraining.delete(model);
      optimizer.dispose();
      averages?.dispose();
    },
  };
}

/** The specs of a step's inputs. */
function stepInputs(
  model: LayersModel,
  { training: { batchSize, distillation } }: Pick<Recipe, 'training'>,
  labels: Readonly<Record<string, InputSpec<number>>>,
): TrainingStep['inputs'] {
  const masks = dropoutLayers(model).map(({ name, shape }) => {
    const [height, width, channels] = shape.length === 3 ? shape : [1, 1, shape[0]!];
    return [maskInputName(name), { shape: [channels!, height!, width!, batchSize], dtype: 'bool' as const }] as const;
  });
  return {
    image: { shape: [batchSize, IMAGE_SIDE, IMAGE_SIDE, 1], dtype: 'int32' },
    ...(labels as TrainingStep['inputs']),
    learningRate: { shape: [], dtype: 'float32' },
    ...(distillation && { teacher: { shape: [batchSize, DIGIT_CLASSES], dtype: 'float32' } }),
    ...Object.fromEntries(masks),
  };
}

const trainingMode = (inputs: InputTensors, frozen: ReadonlySet<string>): TrainingMode => ({
  training: true,
  frozen,
  // Masks have the batch last, as a compiled step calculates: there this transpose moves nothing.
  dropoutMask: (layer, shape) => tf.reshape(tf.transpose(inputs[maskInputName(layer)]!, [3, 1, 2, 0]), [...shape]),
});

/** The gradients of an objective by weight, and its scores. */
function differentiate(weights: tf.Variable[], objective: () => Objective) {
  let scores: StepScores | undefined;
  const { grads } = tf.variableGrads(() => {
    const { scores: compared, minimised } = objective();
    scores = mapScores(compared, tf.keep);
    return minimised as tf.Scalar;
  }, weights);
  return { grads, scores: mapScores(scores!, released) };
}

const mapScores = ({ loss, digit, sum }: StepScores, map: (tensor: tf.Tensor) => tf.Tensor): StepScores => ({
  loss: map(loss),
  digit: { loss: map(digit.loss), correct: map(digit.correct) },
  sum: sum && { loss: map(sum.loss), correct: map(sum.correct) },
});

/** The same values as a tensor that the scope around it disposes of. `tf.variableGrads` would have disposed of it too early. */
function released(kept: tf.Tensor): tf.Tensor {
  const tensor = tf.clone(kept);
  kept.dispose();
  return tensor;
}
