import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { History } from '../drawing/history.js';
import { readPicture } from '../drawing/picture-file.js';
import { drawing, report } from '../state/state.js';
import { GridEditor } from './grid-editor.js';
import { Pad, UndoAndClear } from './pad.js';
import { SamplePicker } from './sample-picker.js';

/** The digit: a pad, a grid of pixels, a picture file or a sample. */
export function DrawPanel({ history, random }: { readonly history: History; readonly random: () => number }) {
  const editsPixels = useSignal(false);
  const file = useRef<HTMLInputElement>(null);
  return (
    <section class="draw" aria-labelledby="draw-title">
      <h2 id="draw-title">A digit</h2>
      {editsPixels.value ? (
        <GridEditor drawing={drawing} history={history} />
      ) : (
        <Pad
          drawing={drawing}
          history={history}
          label="Drawing pad. Without a mouse or a finger, choose one of the digits below, or edit its pixels with the arrow keys."
        />
      )}
      <div class="tools" role="toolbar" aria-label="Drawing">
        <UndoAndClear drawn={drawing.value} history={history} />
        <button
          type="button"
          aria-pressed={editsPixels.value}
          onClick={() => {
            editsPixels.value = !editsPixels.value;
          }}
        >
          Pixels
        </button>
        <button
          type="button"
          onClick={() => {
            file.current!.click();
          }}
        >
          Picture…
        </button>
        <input
          ref={file}
          class="hidden-file"
          type="file"
          accept="image/*"
          tabIndex={-1}
          aria-label="A picture of a digit"
          onChange={({ currentTarget }) => {
            const [chosen] = currentTarget.files ?? [];
            currentTarget.value = '';
            if (chosen === undefined) return;
            readPicture(chosen, chosen.name).then((picture) => {
              history.change({ type: 'picture', picture });
            }, report);
          }}
        />
      </div>
      <SamplePicker history={history} random={random} />
    </section>
  );
}
