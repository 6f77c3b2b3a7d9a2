import { DIGIT_CLASSES } from '@mnist-adder/dataset';
import { type PredictAllAddends } from '@mnist-adder/model';
import { indexOfMax } from '@mnist-adder/model/internal';
import type { TrainingEvent } from '@mnist-adder/trainer';
import type { CurvePoint, TrainingUpdate } from './protocol.js';

/** Milliseconds between updates: the page draws each one and has to stay responsive. */
const UPDATE_MS = 150;

/** Reports steps a few times a second, and each validation. */
export function reportProgress(
  epochs: number,
  onUpdate: (update: TrainingUpdate) => void,
): (event: TrainingEvent) => void {
  let stepsPerEpoch = 1;
  let batchSize = 1;
  let points: CurvePoint[] = [];
  let last = -Infinity;
  return (event) => {
    if (event.type === 'training-start') ({ stepsPerEpoch, batchSize } = event);
    if (event.type === 'step') {
      const { step, scores, imagesPerSecond } = event;
      points.push({ epoch: (step + 1) / stepsPerEpoch, scores });
      const isLast = (step + 1) % stepsPerEpoch === 0;
      if (performance.now() - last < UPDATE_MS && !isLast) return;
      last = performance.now();
      const secondsLeft = ((epochs * stepsPerEpoch - step - 1) * batchSize) / imagesPerSecond;
      onUpdate({ type: 'steps', points, imagesPerSecond, secondsLeft });
      points = [];
    }
    if (event.type === 'epoch-end') {
      onUpdate({ type: 'validation', point: { epoch: event.epoch + 1, scores: event.validation } });
    }
  };
}

/**
 * Predicts, and reports how often each digit was read as which, after each batch. It counts again from zero for each validation.
 *
 * @param labels the digits of all validation images, in the order in which they are predicted.
 */
export function reportConfusion(
  predict: PredictAllAddends,
  labels: Uint8Array,
  onUpdate: (update: TrainingUpdate) => void,
): PredictAllAddends {
  let done = 0;
  let counts = new Array<number>(DIGIT_CLASSES * DIGIT_CLASSES).fill(0);
  return async (images, size) => {
    const predicted = await predict(images, size);
    if (done === 0) counts = counts.map(() => 0);
    // If a row is a pair, the digit is the one that is read with the addend 0.
    const imageStride = predicted.digit.length / size;
    for (let i = 0; i < size; i++) {
      const read = indexOfMax(predicted.digit, i * imageStride, DIGIT_CLASSES);
      counts[labels[done + i]! * DIGIT_CLASSES + read]! += 1;
    }
    done = (done + size) % labels.length;
    onUpdate({ type: 'confusion', counts: [...counts] });
    return predicted;
  };
}
