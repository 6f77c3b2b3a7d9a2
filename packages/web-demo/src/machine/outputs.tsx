import { ADDEND_CLASSES, DIGIT_CLASSES, SUM_CLASSES } from '@mnist-adder/dataset';
import { Bars } from '../panels/bars.js';
import { HeadPicker } from '../panels/head-picker.js';
import { equationOf } from '../prediction/equation.js';
import { answer, chooseAddend, parts } from '../state/state.js';
import { PartButton } from './boxes.js';
import { SumsPicture } from './sums-picture.js';

/** The outputs: the digit's probabilities, the head with the sums for all ten addends, and the sum's probabilities, column below column. */
export function Outputs() {
  const shown = answer.value;
  const equation = shown && equationOf(shown);
  const second = typeof shown?.addend === 'object' ? shown.addend : undefined;
  const hasSum = parts.value === undefined || parts.value.sum !== undefined;
  return (
    <div class="results">
      <div class="output digits">
        <PartButton id="digit" title="Digit" />
        <Bars
          anchor="digits"
          title="Digit"
          kind="digit"
          size={DIGIT_CLASSES}
          values={shown?.image.digit}
          highlight={equation?.digit}
        />
        {second && (
          <Bars
            title="Second digit"
            kind="addend"
            size={ADDEND_CLASSES}
            values={second.digit}
            highlight={equation?.addend}
          />
        )}
      </div>
      <div class="output head">
        <div class="head-line">
          <PartButton id="head" title="Head" />
          <HeadPicker />
        </div>
        {hasSum ? (
          <SumsPicture
            sums={shown?.sums}
            added={typeof shown?.addend === 'number' ? shown.addend : undefined}
            onChoose={chooseAddend}
          />
        ) : (
          <p class="note">This network has no head for sums: it only reads digits.</p>
        )}
      </div>
      {hasSum && (
        <div class="output sums">
          <Bars
            anchor="sum-bars"
            title="Sum"
            kind="sum"
            size={SUM_CLASSES}
            values={shown?.sum}
            highlight={equation?.sum}
          />
          <PartButton id="sum" title="Sum" />
        </div>
      )}
    </div>
  );
}
