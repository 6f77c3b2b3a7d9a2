import { head, ownModel, secondDrawing, usesOwnModel } from '../state.js';
import { SHIPPED_MODELS } from './shipped-model.js';

/** Which network answers. */
export function HeadPicker() {
  const own = ownModel.value;
  const isFixed = secondDrawing.value !== undefined && !usesOwnModel.value;
  return (
    <fieldset class="head">
      <legend>Head</legend>
      {SHIPPED_MODELS.map((model) => (
        <label key={model.head} class="choice">
          <input
            type="radio"
            name="head"
            checked={!usesOwnModel.value && (isFixed ? 'exact' : head.value) === model.head}
            disabled={isFixed && model.head !== 'exact'}
            onChange={() => {
              usesOwnModel.value = false;
              head.value = model.head;
            }}
          />{' '}
          {model.head}
        </label>
      ))}
      {own !== undefined && (
        <label class="choice">
          <input
            type="radio"
            name="head"
            checked={usesOwnModel.value}
            onChange={() => {
              usesOwnModel.value = true;
            }}
          />{' '}
          yours
        </label>
      )}
      {isFixed && <p class="note">Two drawings are added by the exact head.</p>}
    </fieldset>
  );
}
