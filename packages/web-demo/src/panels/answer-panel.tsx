import { DIGIT_CLASSES, IMAGE_PIXELS, SUM_CLASSES } from '@mnist-adder/dataset';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { paintPixels } from '../drawing/paint.js';
import { equationOf, percent, type Equation } from '../prediction/equation.js';
import { addend, answer, outcome, predictor, secondDrawing } from '../state/state.js';
import { Bars } from './bars.js';
import { useCanvas } from './canvas.js';

/** The network's answer. */
export function AnswerPanel() {
  const shown = answer.value;
  const equation = shown && equationOf(shown, addend.value);
  return (
    <section class="answer" aria-labelledby="answer-title">
      <h2 id="answer-title">The network says</h2>
      <p class="equation" data-testid="equation">
        <span class="digit">{equation?.digit ?? '?'}</span> +{' '}
        <span class="added">{equation?.addend ?? shownAddend()}</span> ={' '}
        <span class="sum">{equation === undefined ? '?' : (equation.sum ?? '–')}</span>
      </p>
      <p class="certainty">{equation === undefined ? waiting() : certainty(equation)}</p>
      <Announcement text={equation === undefined ? '' : spoken(equation)} />
      <div class="readings">
        <Seen pixels={shown?.image.pixels} label="What the network sees" />
        {shown?.addend && <Seen pixels={shown.addend.pixels} label="and adds" />}
      </div>
      <Bars title="Digit" kind="digit" size={DIGIT_CLASSES} values={shown?.image.digit} highlight={equation?.digit} />
      {shown?.addend && (
        <Bars
          title="Second digit"
          kind="addend"
          size={DIGIT_CLASSES}
          values={shown.addend.digit}
          highlight={equation?.addend}
        />
      )}
      <Bars title="Sum" kind="sum" size={SUM_CLASSES} values={shown?.sum} highlight={equation?.sum} />
    </section>
  );
}

const shownAddend = () => (secondDrawing.value === undefined ? addend.value : '?');

const certainty = ({ certainty: value, sum }: Equation) =>
  sum === undefined ? `${percent(value)} sure of the digit; this network does not add` : `${percent(value)} sure`;

const spoken = (equation: Equation) =>
  `${equation.digit} plus ${equation.addend} is ${equation.sum ?? 'not known'}, ${certainty(equation)}`;

function waiting(): string {
  if (predictor.value === undefined) return 'Loading the network …';
  const now = outcome.value;
  if (now !== undefined && 'blank' in now && now.blank === 'addend') return 'Draw the digit to add.';
  return 'Draw a digit, or choose one below the pad.';
}

function Seen({ pixels, label }: { readonly pixels: Uint8Array | undefined; readonly label: string }) {
  const canvas = useCanvas(
    (context, ink) => {
      paintPixels(context, pixels ?? new Uint8Array(IMAGE_PIXELS), ink);
    },
    [pixels],
  );
  return (
    <figure class="seen">
      <canvas ref={canvas} role="img" aria-label="28 by 28 pixels" />
      <figcaption>{label}</figcaption>
    </figure>
  );
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
