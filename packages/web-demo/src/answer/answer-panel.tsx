import { DIGIT_CLASSES, SUM_CLASSES } from '@mnist-adder/dataset';
import { paintPixels } from '../drawing/paint.js';
import { useCanvas } from '../drawing/use-canvas.js';
import { addend, answer, outcome, predictor, secondDrawing } from '../state.js';
import { Announcement } from './announcement.js';
import { Bars } from './bars.js';
import { likeliest, percent } from './likeliest.js';

/** What the network makes of it. */
export function AnswerPanel() {
  const shown = answer.value;
  const equation = shown && likeliest(shown, addend.value);
  return (
    <section class="answer" aria-labelledby="answer-title">
      <h2 id="answer-title">The network says</h2>
      <p class="equation" data-testid="equation">
        <span class="digit">{equation?.digit ?? '?'}</span> +{' '}
        <span class="added">{equation?.addend ?? shownAddend()}</span> ={' '}
        <span class="sum">{equation === undefined ? '?' : (equation.sum ?? '–')}</span>
      </p>
      <p class="certainty">{equation === undefined ? waiting() : certainty(equation)}</p>
      <Announcement
        text={
          equation === undefined
            ? ''
            : `${equation.digit} plus ${equation.addend} is ${equation.sum ?? 'not known'}, ${certainty(equation)}`
        }
      />
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

const certainty = ({ certainty: value, sum }: { readonly certainty: number; readonly sum: number | undefined }) =>
  sum === undefined ? `${percent(value)} sure of the digit; this network does not add` : `${percent(value)} sure`;

function waiting(): string {
  if (predictor.value === undefined) return 'The network is being loaded …';
  const now = outcome.value;
  if (now !== undefined && 'blank' in now && now.blank === 'addend') return 'Draw the digit that is added.';
  return 'Draw a digit, or take one from below the pad.';
}

function Seen({ pixels, label }: { readonly pixels: Uint8Array | undefined; readonly label: string }) {
  const canvas = useCanvas(
    (context, ink) => {
      paintPixels(context, pixels ?? new Uint8Array(784), ink);
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
