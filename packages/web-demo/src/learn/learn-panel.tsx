import type { Scores } from '@mnist-adder/model';
import { effect, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import digits from 'virtual:bundled-digits';
import { addend, answer, seed } from '../state/state.js';
import { createTraining, type Training } from '../training/training.js';
import { announceTraining } from './announce-training.js';
import { Confusion } from './confusion.js';
import { Curves } from './curves.js';
import { problemOf, type Fields } from './fields.js';
import { OwnModels } from './own-models.js';
import { OwnReadingView } from './own-reading.js';
import { PRESETS } from './presets.js';
import { ReadImages } from './read-images.js';
import { Rewind } from './rewind.js';
import { RunList } from './run-list.js';
import { presetFields, TrainingForm } from './training-form.js';
import { TrainingProgress } from './training-progress.js';

/** Trains a network in the page, shows how it learns, and keeps it. */
export function LearnPanel() {
  const training = useMemo(createTraining, []);
  const fields = useSignal<Fields>(presetFields(PRESETS[0], String(seed.value)));
  useEffect(() => announceTraining(training, document, window), []);
  useEffect(
    () =>
      effect(() => {
        const pixels = answer.value?.image.pixels;
        training.look(pixels && { pixels, addend: addend.value });
      }),
    [],
  );
  useEffect(() => {
    void training.restore();
  }, []);
  useSeed(fields);
  const { finish } = fields.value;
  const line = problemOf('finish', finish) === undefined ? Number(finish) : PRESETS[0].finish;
  return (
    <div class="learn">
      <p class="note">
        Train a network on the real MNIST ({Math.round(digits.train.sizeBytes / 1e6)} MB, fetched once), by the same
        code as in Node. It runs in the background, and nothing leaves this device.
      </p>
      <TrainingForm training={training} fields={fields} />
      <TrainingProgress training={training} finish={line} />
      <AllCurves training={training} finish={line / 100} planned={fields.value} />
      <RunList training={training} />
      <div class="readings-live">
        <div class="own-and-confusion">
          <OwnReadingView training={training} />
          {training.confusion.value !== undefined && <Confusion counts={training.confusion.value} />}
        </div>
        <Readings training={training} />
      </div>
      <Rewind training={training} />
      <OwnModels training={training} />
    </div>
  );
}

/** Keeps the seed of the form and that of the page's address the same, in both directions. */
function useSeed(fields: { value: Fields }): void {
  const typed = fields.value.seed;
  useEffect(() => {
    if (problemOf('seed', typed) === undefined) seed.value = Number(typed);
  }, [typed]);
  const given = seed.value;
  useEffect(() => {
    if (Number(fields.value.seed) !== given) fields.value = { ...fields.value, seed: String(given) };
  }, [given]);
}

const sumOf = ({ sum }: Scores) => sum?.accuracy;
const digitOf = ({ digit }: Scores) => digit.accuracy;
const lossOf = ({ loss }: Scores) => loss;

interface AllCurvesProps {
  readonly training: Training;
  /** The fraction of right answers to reach. */
  readonly finish: number;
  /** What would be trained next. */
  readonly planned: Pick<Fields, 'images' | 'epochs'>;
}

/** How digits, sums and the loss change over the newest run, with the runs before it. */
function AllCurves({ training, finish, planned }: AllCurvesProps) {
  const { order = planned, steps = 0, points = [], validations = [] } = training.run.value ?? {};
  const past = training.past.value;
  const first = points[0];
  const perStep = first === undefined ? 0 : first.images / first.step;
  const whole = steps * perStep || order.images * (Number(order.epochs) || 1);
  const images = Math.max(whole, ...past.map((run) => run.points.at(-1)?.images ?? 0));
  const shared = { points, validations, past, images };
  return (
    <div class="all-curves">
      <Curves title="Sums right" kind="sum" {...shared} value={sumOf} finish={finish} />
      <Curves title="Digits right" kind="digit" {...shared} value={digitOf} finish={finish} />
      <Curves title="Loss" kind="ink" {...shared} value={lossOf} />
    </div>
  );
}

/** Validation images that are read while the network learns. */
function Readings({ training }: { readonly training: Training }) {
  const images = training.images.value;
  const misread = training.misread.value;
  if (images.length === 0 && misread === undefined) return null;
  const wrong = images.filter(({ digit, read }) => digit !== read).length;
  return (
    <>
      {images.length > 0 && (
        <ReadImages
          title={`Some validation images, read every second: ${wrong} of ${images.length} misread`}
          images={images}
        />
      )}
      {misread !== undefined && (
        <ReadImages
          title={
            misread.length === 0
              ? 'No validation image is misread'
              : 'Misread in the last validation, the first of them'
          }
          images={misread}
        />
      )}
    </>
  );
}
