import { useSignal } from '@preact/signals';
import digits from 'virtual:bundled-digits';
import recipes from 'virtual:bundled-recipes';
import { BACKEND_TITLES, missing } from '../backend/backends.js';
import { predictor } from '../state/state.js';
import { TRAINING_BACKENDS, type TrainingBackend } from '../training/protocol.js';
import type { Training } from '../training/training.js';

/** Numbers of training images: enough for a first look, enough for a good model, and all. */
const SIZES = [6_000, 24_000, 48_000] as const;

interface TrainingFormProps {
  readonly training: Training;
  readonly seed: number;
  readonly onSeed: (seed: number) => void;
}

/** Chooses what to train, and starts, pauses and stops it. */
export function TrainingForm({ training, seed, onSeed }: TrainingFormProps) {
  const recipe = useSignal(recipes[0]!.id);
  const epochs = useSignal(1);
  const images = useSignal<number>(SIZES[1]);
  const chosen = useSignal<TrainingBackend | undefined>(undefined);
  const capabilities = predictor.value?.capabilities;
  const reasons = TRAINING_BACKENDS.map((name) => capabilities && missing(name, capabilities));
  const first = TRAINING_BACKENDS.find((_, i) => reasons[i] === undefined);
  const backend = chosen.value ?? first ?? 'wasm';
  const { type } = training.phase.value;
  const isBusy = type === 'loading' || type === 'preparing' || type === 'training';
  const isPaused = training.phase.value.type === 'training' && training.phase.value.paused;
  return (
    <form
      class="training-form"
      onSubmit={(event) => {
        event.preventDefault();
        void training.start({
          recipe: recipe.value,
          epochs: epochs.value,
          seed,
          images: images.value,
          backend,
          digits: { ...digits.train, images: absolute(digits.train.images), labels: absolute(digits.train.labels) },
        });
      }}
    >
      <fieldset disabled={isBusy}>
        <legend class="visually-hidden">What to train</legend>
        <label>
          Recipe
          <select
            value={recipe.value}
            onChange={({ currentTarget }) => {
              recipe.value = currentTarget.value;
            }}
          >
            {recipes.map(({ id, summary }) => (
              <option key={id} value={id}>
                {id}: {summary}
              </option>
            ))}
          </select>
        </label>
        <label>
          Images
          <select
            value={String(images.value)}
            onChange={({ currentTarget }) => {
              images.value = Number(currentTarget.value);
            }}
          >
            {SIZES.map((size) => (
              <option key={size} value={String(size)}>
                {size.toLocaleString('en')}
              </option>
            ))}
          </select>
        </label>
        <label>
          Epochs
          <input
            type="number"
            min={1}
            max={50}
            required
            value={epochs.value}
            onChange={({ currentTarget }) => {
              if (currentTarget.validity.valid) epochs.value = currentTarget.valueAsNumber;
            }}
          />
        </label>
        <label>
          Seed
          <input
            type="number"
            min={0}
            max={2 ** 32 - 1}
            required
            value={seed}
            onChange={({ currentTarget }) => {
              if (currentTarget.validity.valid) onSeed(currentTarget.valueAsNumber);
            }}
          />
        </label>
        <label>
          Runs on
          <select
            value={backend}
            onChange={({ currentTarget }) => {
              chosen.value = currentTarget.value as TrainingBackend;
            }}
          >
            {TRAINING_BACKENDS.map((name, i) => (
              <option key={name} value={name} disabled={reasons[i] !== undefined}>
                {BACKEND_TITLES[name]}
                {name === 'wasm' ? ', compiled' : ''}
                {reasons[i] === undefined ? '' : ` (${reasons[i]})`}
              </option>
            ))}
          </select>
        </label>
      </fieldset>
      <div class="tools">
        <button type="submit" class="primary" disabled={isBusy || first === undefined}>
          Train
        </button>
        <button type="button" disabled={type !== 'training'} onClick={isPaused ? training.resume : training.pause}>
          {isPaused ? 'Resume' : 'Pause'}
        </button>
        <button type="button" disabled={!isBusy} onClick={training.stop}>
          Stop
        </button>
      </div>
    </form>
  );
}

/** A worker resolves URLs against its script instead of the page. */
const absolute = (path: string) => new URL(path, document.baseURI).href;
