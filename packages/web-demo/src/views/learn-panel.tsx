import type { Scores } from '@mnist-adder/model';
import { useMemo } from 'preact/hooks';
import digits from 'virtual:bundled-digits';
import { seed } from '../state/state.js';
import { createTraining } from '../training/training.js';
import { Confusion } from './confusion.js';
import { Curves } from './curves.js';
import { OwnModels } from './own-models.js';
import { TrainingForm } from './training-form.js';
import { TrainingProgress } from './training-progress.js';

const ACCURACY_RANGE: [number, number] = [0, 1];
const lossOf = ({ loss }: Scores) => loss;
const accuracyOf = ({ digit, sum = digit }: Scores) => sum.accuracy;

/** Trains a network in the page, shows how it learns, and keeps it. */
export function LearnPanel() {
  const training = useMemo(createTraining, []);
  const curves = {
    points: training.points.value,
    validations: training.validations.value,
    epochs: training.order.value?.epochs ?? 1,
  };
  return (
    <div class="learn">
      <p class="note">
        The same recipes and the same code train here as in Node, on the real MNIST (
        {Math.round(digits.train.sizeBytes / 1e6)} MB, fetched once). Training runs in the background, and nothing
        leaves this device.
      </p>
      <TrainingForm
        training={training}
        seed={seed.value}
        onSeed={(value) => {
          seed.value = value;
        }}
      />
      <TrainingProgress training={training} />
      <div class="curves-and-confusion">
        <Curves title="Loss" {...curves} value={lossOf} />
        <Curves title="Accuracy" {...curves} value={accuracyOf} range={ACCURACY_RANGE} />
        <Confusion counts={training.confusion.value} />
      </div>
      <p class="legend">
        <span class="key train" /> training batches <span class="key validation" /> validation images, after each epoch
      </p>
      <OwnModels training={training} />
    </div>
  );
}
