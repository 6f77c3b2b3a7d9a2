import { BUNDLED_MODELS } from '../models/bundled-models.js';
import { head, ownModel, secondDrawing, usesOwnModel } from '../state/state.js';

/** Chooses the network that answers. */
export function HeadPicker() {
  const own = ownModel.value;
  const isFixed = secondDrawing.value !== undefined && !usesOwnModel.value;
  return (
    <fieldset class="heads">
      <legend class="visually-hidden">Head: how the network adds</legend>
      {BUNDLED_MODELS.map((model) => (
        <label key={model.head} class="segment">
          <input
            type="radio"
            name="head"
            checked={!usesOwnModel.value && (isFixed ? 'exact' : head.value) === model.head}
            disabled={isFixed && model.head !== 'exact'}
            onChange={() => {
              usesOwnModel.value = false;
              head.value = model.head;
            }}
          />
          <span>{model.head}</span>
        </label>
      ))}
      {own !== undefined && (
        <label class="segment">
          <input
            type="radio"
            name="head"
            checked={usesOwnModel.value}
            onChange={() => {
              usesOwnModel.value = true;
            }}
          />
          <span>yours</span>
        </label>
      )}
      {isFixed && <p class="note">Only the exact head adds two drawings.</p>}
    </fieldset>
  );
}
