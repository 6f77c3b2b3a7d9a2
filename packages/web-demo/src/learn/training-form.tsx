import { useSignal, type Signal } from '@preact/signals';
import digits from 'virtual:bundled-digits';
import recipes, { type BundledRecipe } from 'virtual:bundled-recipes';
import { missing } from '../backend/backends.js';
import { predictor } from '../state/state.js';
import { TRAINING_BACKENDS, type TrainingBackend, type TrainingOrder } from '../training/protocol.js';
import { isBusy, type Training } from '../training/training.js';
import { fieldsOf, problemIn, problemOf, settingsOf, type Fields } from './fields.js';
import { MoreSettings } from './more-settings.js';
import { PRESETS, type Preset } from './presets.js';

/** The recipe with an id; undefined if this version of the page has none. */
export const recipeOf = (id: string): BundledRecipe | undefined => recipes.find((recipe) => recipe.id === id);

/** The fields of a preset. */
export function presetFields({ recipe, images, epochs, batchSize, finish }: Preset, seed: string): Fields {
  const given = { images, epochs: String(epochs), seed, finish: String(finish) };
  return { ...fieldsOf(recipeOf(recipe)!, given), batchSize: String(batchSize) };
}

interface TrainingFormProps {
  readonly training: Training;
  readonly fields: Signal<Fields>;
}

/** Chooses what to train, and starts, pauses and stops it. */
export function TrainingForm({ training, fields }: TrainingFormProps) {
  const chosen = useSignal<TrainingBackend | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  const capabilities = predictor.value?.capabilities;
  const reasons = TRAINING_BACKENDS.map((name) => capabilities && missing(name, capabilities));
  const first = TRAINING_BACKENDS.find((_, i) => reasons[i] === undefined);
  const backend = chosen.value ?? first ?? 'wasm';
  const phase = training.phase.value;
  const busy = isBusy(phase);
  const isPaused = phase.type === 'training' && phase.paused;
  const { value } = fields;
  const preset = PRESETS.find((candidate) =>
    isSame(presetFields(candidate, value.seed), { ...value, finish: String(candidate.finish) }),
  );
  const change = (changes: Partial<Fields>) => {
    fields.value = { ...fields.value, ...changes };
    problem.value = undefined;
  };
  return (
    <form
      class="training-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        problem.value = problemIn(fields.value);
        if (problem.value === undefined) void training.start(orderOf(fields.value, backend));
      }}
    >
      <fieldset class="presets" disabled={busy}>
        <legend>What to train: each takes about half a minute</legend>
        {PRESETS.map((candidate) => (
          <label key={candidate.id} class="preset">
            <input
              type="radio"
              name="preset"
              checked={candidate === preset}
              onChange={() => {
                change(presetFields(candidate, value.seed));
              }}
            />
            <span>
              <strong>{candidate.title}</strong>
              <small>{candidate.sentence}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <div class="tools begin">
        <button type="submit" class="primary" disabled={busy || first === undefined}>
          Train
        </button>
        <button
          type="button"
          disabled={phase.type !== 'training'}
          onClick={isPaused ? training.resume : training.pause}
        >
          {isPaused ? 'Resume' : 'Pause'}
        </button>
        <button type="button" disabled={!busy} onClick={training.stop}>
          Stop
        </button>
        <label class="finish-line">
          Finish line
          <input
            type="text"
            inputMode="decimal"
            size={4}
            value={value.finish}
            aria-invalid={problemOf('finish', value.finish) !== undefined}
            onChange={({ currentTarget }) => {
              change({ finish: currentTarget.value });
              problem.value = problemOf('finish', currentTarget.value);
            }}
          />
          % right
        </label>
      </div>
      {problem.value !== undefined && (
        <p class="error" role="alert">
          {problem.value}
        </p>
      )}
      <MoreSettings
        fields={value}
        disabled={busy}
        onChange={change}
        onProblem={(sentence) => {
          problem.value = sentence;
        }}
        backend={{ value: backend, reasons, onChange: (name) => (chosen.value = name) }}
      />
    </form>
  );
}

const isSame = (a: Fields, b: Fields) =>
  JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());

function orderOf(fields: Fields, backend: TrainingBackend): TrainingOrder {
  return {
    recipe: fields.recipe,
    settings: settingsOf(recipeOf(fields.recipe)!, fields),
    epochs: Number(fields.epochs),
    seed: Number(fields.seed),
    images: fields.images,
    backend,
    digits: { ...digits.train, images: absolute(digits.train.images), labels: absolute(digits.train.labels) },
  };
}

/** A worker resolves URLs against its script instead of the page. */
const absolute = (path: string) => new URL(path, document.baseURI).href;
