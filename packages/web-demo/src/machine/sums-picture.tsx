import { ADDEND_CLASSES, SUM_CLASSES } from '@mnist-adder/dataset';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { rgb } from '../drawing/rgb.js';
import { colours, processorContext } from '../panels/canvas.js';

interface SumsPictureProps {
  /** The probability of each sum with each addend, [10 × 19]. */
  readonly sums: Float32Array | undefined;
  /** The addend whose row is marked; undefined if a second digit is drawn. */
  readonly added: number | undefined;
  /** Called with the addend of a row that is clicked. */
  readonly onChoose: (addend: number) => void;
}

/**
 * The sum with each of the ten addends at once: a row for each addend, a column for each sum, the darker the more likely. A head that adds
 * exactly shows the digit's probabilities as diagonals; a head that learned to add shows what it has understood.
 */
export function SumsPicture({ sums, added, onChoose }: SumsPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { sum: colour } = colours.value;
  useLayoutEffect(() => {
    const context = processorContext(canvas.current!);
    const image = context.createImageData(SUM_CLASSES, ADDEND_CLASSES);
    const ink = rgb(colour);
    for (let i = 0; i < SUM_CLASSES * ADDEND_CLASSES; i++) {
      image.data.set(ink, 4 * i);
      // The root shows small probabilities, too.
      image.data[4 * i + 3] = 255 * Math.sqrt(sums?.[i] ?? 0);
    }
    context.putImageData(image, 0, 0);
  }, [sums, colour]);
  return (
    <div class="sums-picture">
      {/* The addends can be chosen beside the pad by keyboard. */}
      <ol aria-hidden="true" data-anchor="sum-rows">
        {Array.from({ length: ADDEND_CLASSES }, (_, row) => (
          <li
            key={row}
            class={row === added ? 'chosen' : ''}
            onClick={() => {
              onChoose(row);
            }}
          >
            +{row}
          </li>
        ))}
      </ol>
      <canvas
        ref={canvas}
        data-anchor="sums"
        width={SUM_CLASSES}
        height={ADDEND_CLASSES}
        role="img"
        aria-label="The sum with each of the ten addends: a row for each addend, a column for each sum from 0 to 18"
        onClick={({ offsetY, currentTarget }) => {
          onChoose(Math.min(ADDEND_CLASSES - 1, Math.floor((offsetY / currentTarget.clientHeight) * ADDEND_CLASSES)));
        }}
      />
      {added !== undefined && <span class="chosen-row" style={{ '--row': String(added) }} />}
    </div>
  );
}
