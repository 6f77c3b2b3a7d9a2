import { ADDEND_CLASSES, DIGIT_CLASSES, SUM_CLASSES } from '@mnist-adder/dataset';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { percent } from '../prediction/equation.js';
import type { Answer } from '../prediction/protocol.js';

/** Addends that are less likely than this get no row. */
const MIN_PROBABILITY = 0.01;

/** Shows how the exact head adds: the digit's bars move by the addend, or in one row for each digit that the addend may be. */
export function ExactShift({ answer: { image, addend } }: { readonly answer: Answer }) {
  const moves = useSignal(true);
  useEffect(() => {
    if (!moves.value) requestAnimationFrame(() => requestAnimationFrame(() => (moves.value = true)));
  }, [moves.value]);
  const weights =
    typeof addend === 'object'
      ? addend.digit
      : Float32Array.from({ length: ADDEND_CLASSES }, (_, i) => Number(i === addend));
  const rows = Array.from(weights).flatMap((weight, by) => (weight >= MIN_PROBABILITY ? [{ weight, by }] : []));
  return (
    <div class="shift">
      <h4>Digit bars slide into sum bars</h4>
      <p class="note">
        Adding {rows.length === 1 ? rows[0]!.by : 'a digit'} moves the probability of each digit that many places to the
        right.
        {rows.length > 1 &&
          ' The second digit is not certain. Each digit that it may be has a row, and its bars are as high as that digit is likely.'}
      </p>
      <div class="shift-rows" aria-hidden="true">
        {rows.map(({ weight, by }) => (
          <div key={by} class="shift-row">
            <div class="moving" style={{ '--by': String(moves.value ? by : 0) }}>
              {Array.from({ length: DIGIT_CLASSES }, (_, digit) => (
                <span key={digit} class="shift-bar" style={{ '--value': String(image.digit[digit]! * weight) }}>
                  <i />
                  <b>{digit}</b>
                </span>
              ))}
            </div>
            <span class="by">
              + {by}
              {rows.length > 1 && ` (${percent(weight)})`}
            </span>
          </div>
        ))}
        <ol class="shift-axis">
          {Array.from({ length: SUM_CLASSES }, (_, sum) => (
            <li key={sum}>{sum}</li>
          ))}
        </ol>
      </div>
      <button
        type="button"
        class="again"
        onClick={() => {
          moves.value = false;
        }}
      >
        Play again
      </button>
    </div>
  );
}
