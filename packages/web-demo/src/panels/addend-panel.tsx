import { ADDEND_CLASSES } from '@mnist-adder/dataset';
import { addend, answer, drawsAddend, lastSheet, secondSheet } from '../state/state.js';
import { SheetEditor } from './sheet-editor.js';

const LABELS = {
  pad: 'Drawing pad for the digit to add. Without a mouse or a finger, choose one of the digits below, or edit its pixels with the arrow keys.',
  tools: 'Second drawing',
  picture: 'A picture of the digit to add',
  samples: 'Handwritten digits to add',
};

/** The addend: a number, or a second digit that is drawn. */
export function AddendPanel({ random }: { readonly random: () => number }) {
  const added = answer.value?.addend;
  return (
    <section class="addend" data-anchor="addends" aria-labelledby="addend-title">
      <h2 id="addend-title">plus</h2>
      {drawsAddend.value ? (
        <SheetEditor
          sheet={secondSheet}
          labels={LABELS}
          seen={typeof added === 'object' ? added.pixels : undefined}
          random={random}
        />
      ) : (
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
      )}
      <label class="switch">
        <input
          type="checkbox"
          checked={drawsAddend.value}
          onChange={({ currentTarget }) => {
            drawsAddend.value = currentTarget.checked;
            lastSheet.value = secondSheet;
          }}
        />{' '}
        Draw it too
      </label>
    </section>
  );
}
