import { useSignal } from '@preact/signals';
import { isEmpty } from '../drawing/drawing.js';
import type { Sheet } from '../drawing/sheet.js';
import { lastSheet } from '../state/state.js';
import { GridEditor } from './grid-editor.js';
import { Pad } from './pad.js';
import { PictureButton } from './picture-button.js';
import { SamplePicker } from './sample-picker.js';
import { UndoAndClear } from './undo-and-clear.js';

/** What screen readers say of an editor's parts. */
interface SheetLabels {
  readonly pad: string;
  readonly tools: string;
  readonly picture: string;
  readonly samples: string;
}

interface SheetEditorProps {
  readonly sheet: Sheet;
  readonly labels: SheetLabels;
  /** The pixels that the network sees of the drawing, [784], 0..255; undefined while they are not known. */
  readonly seen: Uint8Array | undefined;
  /** A random number, 0 ≤ x < 1. */
  readonly random: () => number;
}

/** All that draws on a sheet: a pad, a grid of pixels, picture files and samples, with undo and clear. */
export function SheetEditor({ sheet, labels, seen, random }: SheetEditorProps) {
  const editsPixels = useSignal(false);
  const drawn = sheet.drawing.value;
  const touch = () => {
    lastSheet.value = sheet;
  };
  return (
    <div class="sheet" onPointerDown={touch} onFocusIn={touch} onDrop={touch}>
      {editsPixels.value ? <GridEditor sheet={sheet} seen={seen} /> : <Pad sheet={sheet} label={labels.pad} />}
      <div class="tools" role="toolbar" aria-label={labels.tools}>
        <UndoAndClear sheet={sheet} />
        <button
          type="button"
          aria-pressed={editsPixels.value}
          // Editing starts from the pixels of the drawing, which the network has to have seen.
          disabled={!editsPixels.value && seen === undefined && !isEmpty(drawn) && drawn.type !== 'grid'}
          onClick={() => {
            editsPixels.value = !editsPixels.value;
          }}
        >
          Pixels
        </button>
        <PictureButton sheet={sheet} label={labels.picture} />
      </div>
      <SamplePicker sheet={sheet} label={labels.samples} random={random} />
    </div>
  );
}
