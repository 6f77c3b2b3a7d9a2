import { answer, firstSheet } from '../state/state.js';
import { SheetEditor } from './sheet-editor.js';

const LABELS = {
  pad: 'Drawing pad. Without a mouse or a finger, choose one of the digits below, or edit its pixels with the arrow keys.',
  tools: 'Drawing',
  picture: 'A picture of a digit',
  samples: 'Handwritten digits to try',
};

/** The digit. */
export function DrawPanel({ random }: { readonly random: () => number }) {
  return (
    <section class="draw" aria-labelledby="draw-title">
      <h2 id="draw-title">A digit</h2>
      <SheetEditor sheet={firstSheet} labels={LABELS} seen={answer.value?.image.pixels} random={random} />
    </section>
  );
}
