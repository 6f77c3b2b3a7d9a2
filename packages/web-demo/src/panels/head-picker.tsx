import { BUNDLED_MODELS } from '../models/bundled-models.js';
import { HEAD_WORDS, OWN_WORDS } from '../models/head-words.js';
import { head, ownModel, secondDrawing, usesOwnModel } from '../state/state.js';
import { Explained } from './explained.js';

/** Chooses the network that answers. */
export function HeadPicker() {
  const isFixed = secondDrawing.value !== undefined && !usesOwnModel.value;
  return (
    <fieldset class="heads">
      <legend class="visually-hidden">Head: how the network adds</legend>
      {BUNDLED_MODELS.map((model) => (
        <Head
          key={model.head}
          name={model.head}
          words={HEAD_WORDS[model.head]}
          chosen={!usesOwnModel.value && (isFixed ? 'exact' : head.value) === model.head}
          disabled={isFixed && model.head !== 'exact'}
          onChoose={() => {
            usesOwnModel.value = false;
            head.value = model.head;
          }}
        />
      ))}
      {ownModel.value !== undefined && (
        <Head
          name="yours"
          words={OWN_WORDS}
          chosen={usesOwnModel.value}
          onChoose={() => {
            usesOwnModel.value = true;
          }}
        />
      )}
      {isFixed && <p class="note">Only the exact head adds two drawings.</p>}
    </fieldset>
  );
}

interface HeadProps {
  readonly name: string;
  readonly words: string;
  readonly chosen: boolean;
  readonly disabled?: boolean;
  readonly onChoose: () => void;
}

function Head({ name, words, chosen, disabled = false, onChoose }: HeadProps) {
  return (
    <Explained class="segment" explanation={words}>
      {(id) => (
        <label>
          <input
            type="radio"
            name="head"
            aria-describedby={id}
            checked={chosen}
            disabled={disabled}
            onChange={onChoose}
          />
          <span>{name}</span>
        </label>
      )}
    </Explained>
  );
}
