import { indexOfMax } from '../prediction/prediction.js';
import { confidenceAt, type Answers } from './temperature.js';

/** The answers whose confidence lies in one interval. */
export interface ReliabilityBin {
  /** The interval: confidences above `from` and up to `to`. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Mean confidence, 0..1; null if the bin is empty. */
  readonly confidence: number | null;
  /** The fraction that is right, 0..1; null if the bin is empty. */
  readonly accuracy: number | null;
}

/** How well a model's confidence matches how often it is right. */
export interface Calibration {
  /** The temperature that the logits were divided by; 1 leaves them unchanged. */
  readonly temperature: number;
  /** 15 bins of equal width. */
  readonly bins: readonly ReliabilityBin[];
  /** Expected calibration error, 0..1: |accuracy − confidence|, weighted by count (Guo et al. 2017). */
  readonly error: number;
  /** Mean cross entropy in nats. */
  readonly loss: number;
}

const BINS = 15;

/** Compares the confidence of answers with how often they are right, at a temperature. */
export function calibrate(answers: Answers, temperature = 1): Calibration {
  const { logProbabilities, classes, labels } = answers;
  const sums = Array.from({ length: BINS }, () => ({ count: 0, confidence: 0, right: 0 }));
  let totalLoss = 0;
  labels.forEach((label, answer) => {
    const { confidence, loss } = confidenceAt(answers, answer, temperature);
    totalLoss += loss;
    const bin = sums[Math.min(BINS - 1, Math.max(0, Math.ceil(confidence * BINS) - 1))]!;
    bin.count++;
    bin.confidence += confidence;
    bin.right += Number(indexOfMax(logProbabilities, answer * classes, classes) === label);
  });
  const count = Math.max(1, labels.length);
  return {
    temperature,
    bins: sums.map((bin, i) => ({
      from: i / BINS,
      to: (i + 1) / BINS,
      count: bin.count,
      confidence: bin.count === 0 ? null : bin.confidence / bin.count,
      accuracy: bin.count === 0 ? null : bin.right / bin.count,
    })),
    error: sums.reduce((error, bin) => error + Math.abs(bin.right - bin.confidence), 0) / count,
    loss: totalLoss / count,
  };
}
