import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { contradicts, equationOf, percent, type Equation } from '../prediction/equation.js';
import {
  addend,
  answer,
  drawing,
  isBroken,
  openNumbers,
  predictor,
  repair,
  secondDrawing,
  showsSeveralDigits,
  view,
} from '../state/state.js';
import { isEmpty } from '../drawing/drawing.js';

/** The answer as an equation, and how sure the network is. The equation has the addend that was asked for, not the one that is chosen now. */
export function Readout() {
  const shown = answer.value;
  const equation = shown && equationOf(shown);
  return (
    <section class="readout" aria-labelledby="readout-title">
      <h2 id="readout-title" class="visually-hidden">
        The network says
      </h2>
      <p class="equation" data-testid="equation">
        <span class="digit">{equation?.digit ?? '?'}</span> +{' '}
        <span class="added">{equation === undefined ? shownAddend() : (equation.addend ?? '?')}</span> ={' '}
        <span class="sum">{equation?.sum ?? (equation?.addend === undefined ? '?' : '–')}</span>
      </p>
      <p class="certainty">{equation === undefined ? waiting() : certainty(equation)}</p>
      {equation?.unusual && <p class="note">{UNUSUAL}</p>}
      {showsSeveralDigits.value && (
        <p class="note">
          There are several digits here.{' '}
          <button type="button" onClick={openNumbers}>
            Add them as numbers
          </button>
        </p>
      )}
      {isBroken.value && view.value !== 'break' && (
        <p class="note">
          The image or the network is damaged.{' '}
          <button type="button" onClick={repair}>
            Repair
          </button>
        </p>
      )}
      <Announcement text={equation === undefined ? (showsSeveralDigits.value ? SEVERAL : '') : spoken(equation)} />
    </section>
  );
}

const UNUSUAL = 'This does not look like a digit that the network knows.';

const shownAddend = () => (secondDrawing.value === undefined ? addend.value : '?');

function certainty(equation: Equation): string {
  const { certainty: value, addend: added, sum } = equation;
  if (added === undefined) return `${percent(value)} sure of the digit. Now draw the digit to add.`;
  if (sum === undefined) return `${percent(value)} sure of the digit; this network does not add`;
  return `${percent(value)} sure${contradicts(equation) ? `, but ${equation.digit} + ${added} is ${equation.digit + added}` : ''}`;
}

const spoken = (equation: Equation) =>
  `${equation.digit} plus ${equation.addend ?? 'nothing yet'} is ${equation.sum ?? 'not known'}, ${certainty(equation)}${equation.unusual ? `. ${UNUSUAL}` : ''}`;

const SEVERAL = 'There are several digits here: add them as numbers.';

function waiting(): string {
  if (showsSeveralDigits.value) return 'This network reads one digit at a time.';
  if (predictor.value === undefined) return 'The network is loading. You can draw already.';
  return isEmpty(drawing.value) ? 'Draw a digit, or choose one below the pad.' : 'The network reads …';
}

/** Milliseconds that an answer has to stay the same before a screen reader says it. */
const SETTLED_MS = 700;

/** A text for screen readers, which changes once the answer stays the same. */
function Announcement({ text }: { readonly text: string }) {
  const said = useSignal('');
  useEffect(() => {
    const timer = setTimeout(() => {
      said.value = text;
    }, SETTLED_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [text]);
  return (
    <p class="visually-hidden" role="status">
      {said.value}
    </p>
  );
}
