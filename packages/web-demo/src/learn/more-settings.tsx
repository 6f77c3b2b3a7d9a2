import type { ComponentChildren } from 'preact';
import recipes from 'virtual:bundled-recipes';
import { BACKEND_TITLES } from '../backend/backends.js';
import { TRAINING_BACKENDS, type TrainingBackend } from '../training/protocol.js';
import { BACKBONES, fieldsOf, HEADS, problemOf, type Augmentation, type Fields, type NumberField } from './fields.js';

/** Numbers of training images: enough for a first look, for half a minute, for a good model, and all. */
const SIZES = [6_000, 12_000, 24_000, 48_000] as const;

const HEAD_TITLES: Readonly<Record<string, string>> = {
  exact: 'exact: adds by rule',
  concat: 'concat: learns from embedding and addend',
  stacked: 'stacked: learns from the digit and the addend',
  linear: 'linear: one layer on both',
  digit: 'digit: does not add',
};

const AUGMENTATION_TITLES: Readonly<Record<Augmentation, string>> = {
  recipe: 'as in the recipe',
  none: 'none',
  light: 'shifted and turned a little',
  strong: 'shifted, turned and distorted',
};

interface MoreSettingsProps {
  readonly fields: Fields;
  readonly disabled: boolean;
  readonly onChange: (changes: Partial<Fields>) => void;
  /** Called with what is wrong with a field, or with undefined. */
  readonly onProblem: (sentence: string | undefined) => void;
  readonly backend: {
    readonly value: TrainingBackend;
    /** Why each backend is not available. */
    readonly reasons: readonly (string | undefined)[];
    readonly onChange: (name: TrainingBackend) => void;
  };
}

/** Everything that can be set besides the presets. */
export function MoreSettings({ fields, disabled, onChange, onProblem, backend }: MoreSettingsProps) {
  const recipe = recipes.find(({ id }) => id === fields.recipe)!;
  const number = (name: NumberField, title: string) => (
    <label>
      {title}
      <input
        type="text"
        inputMode="decimal"
        size={10}
        value={fields[name]}
        aria-invalid={problemOf(name, fields[name]) !== undefined}
        onChange={({ currentTarget }) => {
          onChange({ [name]: currentTarget.value });
          onProblem(problemOf(name, currentTarget.value));
        }}
      />
    </label>
  );
  const augmentations: readonly Augmentation[] =
    recipe.training.augmentation === undefined ? ['none', 'light', 'strong'] : ['recipe', 'none', 'light', 'strong'];
  return (
    <details class="more-settings">
      <summary>More settings</summary>
      <fieldset disabled={disabled}>
        <legend class="visually-hidden">Settings</legend>
        <Choice
          title="Recipe"
          value={fields.recipe}
          onChange={(id) => {
            onChange(
              fieldsOf(
                recipes.find((other) => other.id === id)!,
                fields,
              ),
            );
          }}
        >
          {recipes.map(({ id, summary }) => (
            <option key={id} value={id}>
              {id}: {summary}
            </option>
          ))}
        </Choice>
        <Choice
          title="Images"
          value={String(fields.images)}
          onChange={(size) => {
            onChange({ images: Number(size) });
          }}
        >
          {SIZES.map((size) => (
            <option key={size} value={String(size)}>
              {size.toLocaleString('en')}
            </option>
          ))}
        </Choice>
        {number('epochs', 'Epochs')}
        {number('seed', 'Seed')}
        {number('batchSize', 'Images in a step')}
        {number('rate', recipe.training.learningRate.type === 'one-cycle' ? 'Learning rate, at most' : 'Learning rate')}
        <Choice
          title="Head"
          value={fields.head}
          onChange={(head) => {
            onChange({ head });
          }}
        >
          {HEADS[recipe.task.type].map((head) => (
            <option key={head} value={head}>
              {HEAD_TITLES[head]}
            </option>
          ))}
        </Choice>
        <Choice
          title="Backbone"
          value={fields.backbone}
          onChange={(backbone) => {
            onChange({ backbone });
          }}
        >
          {BACKBONES.map((backbone) => (
            <option key={backbone}>{backbone}</option>
          ))}
        </Choice>
        {recipe.task.type === 'pairs' && (
          <>
            {number('digitWeight', 'Weight of the digit’s loss')}
            {number('sumWeight', 'Weight of the sum’s loss')}
          </>
        )}
        <Choice
          title="Changed images"
          value={fields.augmentation}
          onChange={(augmentation) => {
            onChange({ augmentation: augmentation as Augmentation });
          }}
        >
          {augmentations.map((augmentation) => (
            <option key={augmentation} value={augmentation}>
              {AUGMENTATION_TITLES[augmentation]}
            </option>
          ))}
        </Choice>
        <Choice
          title="Runs on"
          value={backend.value}
          onChange={(name) => {
            backend.onChange(name as TrainingBackend);
          }}
        >
          {TRAINING_BACKENDS.map((name, i) => (
            <option key={name} value={name} disabled={backend.reasons[i] !== undefined}>
              {BACKEND_TITLES[name]}
              {name === 'wasm' ? ', compiled' : ''}
              {backend.reasons[i] === undefined ? '' : ` (${backend.reasons[i]})`}
            </option>
          ))}
        </Choice>
      </fieldset>
    </details>
  );
}

interface ChoiceProps {
  readonly title: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly children: ComponentChildren;
}

function Choice({ title, value, onChange, children }: ChoiceProps) {
  return (
    <label>
      {title}
      <select
        value={value}
        onChange={({ currentTarget }) => {
          onChange(currentTarget.value);
        }}
      >
        {children}
      </select>
    </label>
  );
}
