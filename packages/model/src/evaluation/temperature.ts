/** Log-probabilities of many answers, with their labels. */
export interface Answers {
  /** [answers × classes], natural logarithms; −∞ counts as the logarithm of the smallest float. */
  readonly logProbabilities: Float32Array;
  readonly classes: number;
  /** [answers] */
  readonly labels: Uint8Array;
}

/** Below the logarithm of the smallest positive float32: a class that a head rules out stays ruled out, and finite. */
const MIN_LOGARITHM = -104;
/** Temperatures are searched from 1/20 to 20. No network that has learned anything lies outside. */
const MAX_TEMPERATURE = 20;
const STEPS = 40;
const PRECISION = 1e-4;

/**
 * Finds the temperature T for which softmax(log-probabilities / T) has the lowest cross entropy (Guo et al. 2017, On
 * Calibration of Modern Neural Networks). Dividing log-probabilities is dividing logits: they differ by a constant.
 *
 * The cross entropy is convex in 1/T. Newton's steps stay inside the bracket that the sign of the slope leaves.
 *
 * @returns 1/20..20; 1 if there are no answers.
 */
export function fitTemperature(answers: Answers): number {
  if (answers.labels.length === 0) return 1;
  // If every answer is right, the cross entropy only falls.
  if (slopeAt(answers, MAX_TEMPERATURE).slope <= 0) return 1 / MAX_TEMPERATURE;
  let [low, high, inverse] = [1 / MAX_TEMPERATURE, MAX_TEMPERATURE, 1];
  for (let step = 0; step < STEPS; step++) {
    const { slope, curvature } = slopeAt(answers, inverse);
    if (slope > 0) high = inverse;
    else low = inverse;
    const newton = inverse - slope / curvature;
    const next = newton > low && newton < high ? newton : Math.sqrt(low * high);
    if (Math.abs(next - inverse) < PRECISION * inverse) break;
    inverse = next;
  }
  return 1 / inverse;
}

/** The first and second derivative of the mean cross entropy with respect to 1/T. */
function slopeAt({ logProbabilities, classes, labels }: Answers, inverse: number) {
  let [slope, curvature] = [0, 0];
  labels.forEach((label, answer) => {
    const start = answer * classes;
    const largest = largestOf(logProbabilities, start, classes);
    let [total, first, second] = [0, 0, 0];
    for (let i = start; i < start + classes; i++) {
      const value = Math.max(logProbabilities[i]!, MIN_LOGARITHM) - largest;
      // It would add less than a double's last bit.
      if (value * inverse < -40) continue;
      const weight = Math.exp(value * inverse);
      total += weight;
      first += weight * value;
      second += weight * value * value;
    }
    const mean = first / total;
    slope += mean - (Math.max(logProbabilities[start + label]!, MIN_LOGARITHM) - largest);
    curvature += second / total - mean * mean;
  });
  return { slope: slope / labels.length, curvature: curvature / labels.length };
}

/** The confidence of one answer at a temperature, 0..1, and its cross entropy in nats. */
export function confidenceAt(
  { logProbabilities, classes, labels }: Answers,
  answer: number,
  temperature: number,
): { readonly confidence: number; readonly loss: number } {
  const start = answer * classes;
  const largest = largestOf(logProbabilities, start, classes);
  let total = 0;
  for (let i = start; i < start + classes; i++) {
    total += Math.exp((Math.max(logProbabilities[i]!, MIN_LOGARITHM) - largest) / temperature);
  }
  const ofLabel = (Math.max(logProbabilities[start + labels[answer]!]!, MIN_LOGARITHM) - largest) / temperature;
  return { confidence: 1 / total, loss: Math.log(total) - ofLabel };
}

function largestOf(values: Float32Array, start: number, count: number): number {
  let largest = MIN_LOGARITHM;
  for (let i = start; i < start + count; i++) largest = Math.max(largest, values[i]!);
  return largest;
}
