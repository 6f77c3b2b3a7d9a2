import type { TrainingEvent } from '@mnist-adder/trainer';
import type { CurvePoint, ReadImage, TrainingOrder, TrainingUpdate } from './protocol.js';
import { createRate } from './rate.js';

/** Seconds between updates: the page draws each one and has to stay responsive. */
const UPDATE_SECONDS = 0.2;

interface ProgressOptions {
  readonly order: Pick<TrainingOrder, 'epochs'>;
  /** Seconds, without those of pauses. */
  readonly now: () => number;
  /** The images that were misread in the last validation. */
  readonly misread: () => readonly ReadImage[];
  readonly onUpdate: (update: TrainingUpdate) => void;
}

/** Reports steps a few times a second, and each validation. */
export function reportProgress({
  order: { epochs },
  now,
  misread,
  onUpdate,
}: ProgressOptions): (event: TrainingEvent) => void {
  let stepsPerEpoch = 1;
  let batchSize = 1;
  let points: CurvePoint[] = [];
  let last = -Infinity;
  const rate = createRate();
  const reportSteps = () => {
    const newest = points.at(-1);
    if (newest === undefined) return;
    const imagesPerSecond = rate.perSecond();
    const imagesLeft = (epochs * stepsPerEpoch - newest.step) * batchSize;
    const secondsLeft = imagesPerSecond === undefined ? undefined : imagesLeft / imagesPerSecond;
    onUpdate({ type: 'steps', points, imagesPerSecond, secondsLeft });
    points = [];
    last = now();
  };
  return (event) => {
    if (event.type === 'training-start') {
      ({ stepsPerEpoch, batchSize } = event);
      onUpdate({ type: 'start', step: event.step, steps: epochs * stepsPerEpoch, stepsPerEpoch });
    }
    if (event.type === 'step') {
      const step = event.step + 1;
      points.push({ step, images: step * batchSize, scores: event.scores });
      rate.add(now(), batchSize);
      if (now() - last >= UPDATE_SECONDS) reportSteps();
    }
    if (event.type === 'epoch-end' || event.type === 'training-end') reportSteps();
    if (event.type === 'epoch-end') {
      const step = event.step + 1;
      const point = { step, images: step * batchSize, scores: event.validation };
      onUpdate({ type: 'validation', point, misread: misread() });
    }
  };
}
