import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { FIRST_SAMPLES, SAMPLE_LABELS, samplePixels } from '../drawing/samples.js';
import type { Sheet } from '../drawing/sheet.js';
import { report } from '../state/state.js';
import { DigitPicture } from './digit-picture.js';

interface SamplePickerProps {
  readonly sheet: Sheet;
  readonly label: string;
  /** A random number, 0 ≤ x < 1. */
  readonly random: () => number;
}

/** A sample of each digit, and a random one. */
export function SamplePicker({ sheet, label, random }: SamplePickerProps) {
  const shown = sheet.drawing.value;
  const choose = (index: number) => {
    sheet.change({ type: 'sample', index });
  };
  return (
    <div class="samples" role="group" aria-label={label}>
      {FIRST_SAMPLES.map((index) => (
        <Sample key={index} index={index} pressed={shown.type === 'sample' && shown.index === index} choose={choose} />
      ))}
      <button
        type="button"
        class="random"
        onClick={() => {
          choose(Math.floor(random() * SAMPLE_LABELS.length));
        }}
      >
        Random
      </button>
    </div>
  );
}

interface SampleProps {
  readonly index: number;
  readonly pressed: boolean;
  readonly choose: (index: number) => void;
}

/** The pixels of the samples that have been fetched, by index. */
const fetched = signal<ReadonlyMap<number, Uint8Array>>(new Map());

function Sample({ index, pressed, choose }: SampleProps) {
  useEffect(() => {
    samplePixels(index).then((loaded) => {
      fetched.value = new Map(fetched.value).set(index, loaded);
    }, report);
  }, [index]);
  return (
    <button
      type="button"
      class="sample"
      aria-label={`a ${SAMPLE_LABELS[index]!}`}
      aria-pressed={pressed}
      onClick={() => {
        choose(index);
      }}
    >
      <DigitPicture pixels={fetched.value.get(index)} />
    </button>
  );
}
