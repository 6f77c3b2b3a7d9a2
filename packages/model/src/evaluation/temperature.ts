/** Log-probabilities of many answers, and what would have been right. */
export interface Answers {
  /** [answers × classes], natural logarithms; −∞ is taken as that of the smallest float. */
  readonly logProbabilities: Float32Array;
  readonly classes: number;
  /** [answers] */
  readonly labels: Uint8Array;
}

/** Below the logarithm of the smallest positive float32: a class that a head rules out stays ruled out, and finite. */
const LEAST = -104;
/** Temperatures are sought from 1/20 to 20, which no network that learned anything leaves. */
const GREATEST = 20;
const STEPS = 40;
const PRECISION = 1e-4;

/**
 * Finds the temperature T for which softmax(log-probabilities / T) has the lowest cross entropy (Guo et al. 2017, On
 * Calibration of Modern Neural Networks). Dividing log-probabilities is dividing logits: they differ by a constant.
 *
 * The cross entropy is convex in 1/T; Newton's steps are kept inside the bracket that the sign of the slope leaves.
 *
 * @returns 1/20..20; 1 where there are no answers.
 */
export function fitTemperature(answers: Answers): number {
  if (answers.labels.length === 0) return 1;
  // Where every answer is right, the cross entropy only falls.
  if (slopeAt(answers, GREATEST).slope <= 0) return 1 / GREATEST;
  let [low, high, inverse] = [1 / GREATEST, GREATEST, 1];
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

/** First and second derivative of the mean cross entropy by 1/T. */
function slopeAt({ logProbabilities, classes, labels }: Answers, inverse: number) {
  let [slope, curvature] = [0, 0];
  labels.forEach((label, answer) => {
    const start = answer * classes;
    const greatest = greatestOf(logProbabilities, start, classes);
    let [total, first, second] = [0, 0, 0];
    for (let i = start; i < start + classes; i++) {
      const value = Math.max(logProbabilities[i]!, LEAST) - greatest;
      // Adds less than a double's last bit.
      if (value * inverse < -40) continue;
      const weight = Math.exp(value * inverse);
      total += weight;
      first += weight * value;
      second += weight * value * value;
    }
    const mean = first / total;
    slope += mean - (Math.max(logProbabilities[start + label]!, LEAST) - greatest);
    curvature += second / total - mean * mean;
  });
  return { slope: slope / labels.length, curvature: curvature / labels.length };
}

/** How confident one answer is at a temperature, and its cross entropy in nats. */
export function confidenceAt(
  { logProbabilities, classes, labels }: Answers,
  answer: number,
  temperature: number,
): { readonly confidence: number; readonly loss: number } {
  const start = answer * classes;
  const greatest = greatestOf(logProbabilities, start, classes);
  let total = 0;
  for (let i = start; i < start + classes; i++) {
    total += Math.exp((Math.max(logProbabilities[i]!, LEAST) - greatest) / temperature);
  }
  const ofLabel = (Math.max(logProbabilities[start + labels[answer]!]!, LEAST) - greatest) / temperature;
  return { confidence: 1 / total, loss: Math.log(total) - ofLabel };
}

function greatestOf(values: Float32Array, start: number, count: number): number {
  let greatest = LEAST;
  for (let i = start; i < start + count; i++) greatest = Math.max(greatest, values[i]!);
  return greatest;
}
