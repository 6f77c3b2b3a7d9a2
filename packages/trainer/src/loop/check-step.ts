import type { StepReport } from '../step/step-report.js';
import { NonFiniteError } from './non-finite-error.js';
import type { StepPlace } from './non-finite-error.js';

/**
 * Checks that training can go on from a step: that its loss and its gradients are finite. A gradient of more than 1.8e19, whose
 * square float32 cannot hold, counts as infinite.
 *
 * @param trainedWeights the names of the weights whose gradients were measured, in that order: those of the `TrainingStep`.
 * @throws `NonFiniteError` unless all of it is finite. The weights are of no use then: the step has assigned them.
 */
export function checkStep(report: StepReport, place: StepPlace, trainedWeights: readonly string[]): void {
  if (Number.isFinite(report.loss) && Number.isFinite(report.gradientNorm)) return;
  const layers = trainedWeights.filter((_, i) => !Number.isFinite(report.gradientNorms[i])).map(layerOf);
  throw new NonFiniteError(report, place, [...new Set(layers)]);
}

/** The layer that a weight belongs to: weights are called after it, `conv2d_1/kernel`. */
const layerOf = (weight: string): string => weight.slice(0, weight.lastIndexOf('/'));
