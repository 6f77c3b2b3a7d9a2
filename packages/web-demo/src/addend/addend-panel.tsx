import { ADDEND_CLASSES } from '@mnist-adder/dataset';
import { addend, secondDrawing } from '../state.js';
import { EMPTY } from '../drawing/drawing.js';
import type { Drawing } from '../drawing/drawing.js';
import type { History } from '../drawing/history.js';
import { Pad } from '../drawing/pad.js';
import { UndoAndClear } from '../drawing/undo-and-clear.js';
import type { Signal } from '@preact/signals';

/** What is added: a number, or a second digit that is drawn. */
export function AddendPanel({ history }: { readonly history: History }) {
  const drawn = secondDrawing.value;
  return (
    <section class="addend" aria-labelledby="addend-title">
      <h2 id="addend-title">plus</h2>
      {drawn === undefined ? (
        <fieldset class="numbers">
          <legend class="visually-hidden">The number that is added; digit keys choose it, too</legend>
          {Array.from({ length: ADDEND_CLASSES }, (_, number) => (
            <label key={number}>
              <input
                type="radio"
                name="addend"
                value={number}
                checked={addend.value === number}
                onChange={() => {
                  addend.value = number;
                }}
              />
              <span>{number}</span>
            </label>
          ))}
        </fieldset>
      ) : (
        <>
          <Pad
            drawing={secondDrawing as Signal<Drawing>}
            history={history}
            label="Drawing pad for the digit that is added."
          />
          <div class="tools" role="toolbar" aria-label="Second drawing">
            <UndoAndClear drawn={drawn} history={history} />
          </div>
        </>
      )}
      <label class="switch">
        <input
          type="checkbox"
          checked={drawn !== undefined}
          onChange={({ currentTarget }) => {
            secondDrawing.value = currentTarget.checked ? EMPTY : undefined;
          }}
        />{' '}
        Draw it, too
      </label>
    </section>
  );
}
