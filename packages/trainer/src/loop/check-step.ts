import type { StepReport } from '../step/step-report.js';
import { TrainerError } from '../trainer-error.js';

/** The place of a step in a run. */
export interface StepPlace {
  /** Epoch, from 0. */
  readonly epoch: number;
  /** The step within the epoch, from 0. */
  readonly index: number;
  readonly learningRate: number;
}

/**
 * Checks that training can go on after a step: that its loss and its gradients are finite. A gradient of more than 1.8e19, whose square
 * overflows float32, counts as infinite.
 *
 * @param trainedWeights the names of the weights whose gradients were measured, in that order: those of the `TrainingStep`.
 * @throws `TrainerError` `non-finite` unless all of it is finite. The weights are of no use then, because the step has assigned them. Its
 *   facts name the `layers` whose gradients are not finite, in the model's order. `layer` is the nearest of them to the loss, where it
 *   began: gradients go backwards from there, and no layer before it can mend what it passes on.
 */
export function checkStep(
  { scores, gradientNorm, gradientNorms }: StepReport,
  place: StepPlace,
  trainedWeights: readonly string[],
): void {
  const { loss } = scores;
  if (Number.isFinite(loss) && Number.isFinite(gradientNorm)) return;
  const layers = [...new Set(trainedWeights.filter((_, i) => !Number.isFinite(gradientNorms[i])).map(layerOf))];
  const { epoch, index, learningRate } = place;
  const layer = layers.at(-1);
  const what = Number.isFinite(loss) ? `The gradient became ${gradientNorm}` : `The loss became ${loss}`;
  const where = `in epoch ${epoch + 1}, step ${index + 1}, at a learning rate of ${learningRate.toPrecision(3)}`;
  const origin = layer === undefined ? '' : `, from the layer ${layer} on backwards`;
  throw new TrainerError(
    'non-finite',
    `${what} ${where}${origin}: train with a lower rate, a warm-up, a clipNorm or another seed.`,
    { facts: { loss, gradientNorm, epoch, index, learningRate, layer, layers } },
  );
}

/** The layer that a weight belongs to. Weights are named after their layer: `conv2d_1/kernel`. */
const layerOf = (weight: string): string => weight.slice(0, weight.lastIndexOf('/'));

/**
 * Checks that a weight, or what the optimizer keeps of it, is finite.
 *
 * @param step steps done.
 * @throws `TrainerError` `non-finite-weight` unless it is.
 */
export function checkWeight(weight: string, values: Float32Array, step: number): void {
  if (values.every(Number.isFinite)) return;
  throw new TrainerError(
    'non-finite-weight',
    `The weight ${weight} is no longer finite after step ${step}: train with a lower rate, a warm-up or another seed.`,
    { facts: { weight, step } },
  );
}
