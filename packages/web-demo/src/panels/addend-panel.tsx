import { ADDEND_CLASSES } from '@mnist-adder/dataset';
import type { Signal } from '@preact/signals';
import { EMPTY, type Drawing } from '../drawing/drawing.js';
import type { History } from '../drawing/history.js';
import { addend, secondDrawing } from '../state/state.js';
import { Pad, UndoAndClear } from './pad.js';

/** The addend: a number, or a second digit that is drawn. */
export function AddendPanel({ history }: { readonly history: History }) {
  const drawn = secondDrawing.value;
  return (
    <section class="addend" aria-labelledby="addend-title">
      <h2 id="addend-title">plus</h2>
      {drawn === undefined ? (
        <fieldset class="numbers">
          <legend class="visually-hidden">The number to add; digit keys choose it too</legend>
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
          <Pad drawing={secondDrawing as Signal<Drawing>} history={history} label="Drawing pad for the digit to add." />
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
        Draw it too
      </label>
    </section>
  );
}
