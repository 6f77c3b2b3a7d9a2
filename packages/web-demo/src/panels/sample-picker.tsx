import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { History } from '../drawing/history.js';
import { paintPixels } from '../drawing/paint.js';
import { FIRST_SAMPLES, SAMPLE_LABELS, samplePixels } from '../drawing/samples.js';
import { drawing, report } from '../state/state.js';
import { useCanvas } from './canvas.js';

/** A sample of each digit, and a random one. */
export function SamplePicker({ history, random }: { readonly history: History; readonly random: () => number }) {
  const shown = drawing.value;
  return (
    <div class="samples" role="group" aria-label="Handwritten digits to try">
      {FIRST_SAMPLES.map((index, digit) => (
        <Sample
          key={digit}
          index={index}
          pressed={shown.type === 'sample' && shown.index === index}
          history={history}
        />
      ))}
      <button
        type="button"
        class="random"
        onClick={() => {
          history.change({ type: 'sample', index: Math.floor(random() * SAMPLE_LABELS.length) });
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
  readonly history: History;
}

/** The pixels of the samples that have been fetched, by index. */
const fetched = signal<ReadonlyMap<number, Uint8Array>>(new Map());

function Sample({ index, pressed, history }: SampleProps) {
  const pixels = fetched.value.get(index);
  const canvas = useCanvas(
    (context, ink) => {
      if (pixels !== undefined) paintPixels(context, pixels, ink);
    },
    [pixels],
  );
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
        history.change({ type: 'sample', index });
      }}
    >
      <canvas ref={canvas} />
    </button>
  );
}
