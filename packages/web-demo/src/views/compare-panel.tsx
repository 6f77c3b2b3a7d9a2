import { DIGIT_CLASSES, SUM_CLASSES } from '@mnist-adder/dataset';
import type { OutputScores } from '@mnist-adder/model';
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { BundledHead, BundledModel } from 'virtual:bundled-models';
import { BUNDLED_MODELS, bundledSource } from '../models/bundled-models.js';
import { Bars } from '../panels/bars.js';
import { equationOf, percent } from '../prediction/equation.js';
import { latest } from '../prediction/latest.js';
import type { Predictor } from '../prediction/predictor.js';
import type { Answer } from '../prediction/protocol.js';
import { addend, answer, predictor, report } from '../state/state.js';

/** How each head gets its sum. */
const EXPLANATIONS: Readonly<Record<BundledHead, string>> = {
  exact: 'Moves the digit’s probabilities by the addend. There is nothing to learn, and digit and sum always agree.',
  concat: 'Puts the addend beside the embedding and learns both outputs from that. They may contradict each other.',
  stacked: 'Puts the addend as a number beside the digit’s probabilities and learns addition from examples.',
};

interface Situation {
  readonly pixels: Uint8Array | undefined;
  readonly addend: number;
  readonly predictor: Predictor | undefined;
}

/** Shows the same drawing to all bundled models. */
export function ComparePanel() {
  const answers = useSignal<Readonly<Partial<Record<BundledHead, Answer>>>>({});
  const ask = useMemo(
    () =>
      latest(async ({ pixels, addend, predictor }: Situation) => {
        try {
          if (pixels === undefined || predictor === undefined) {
            answers.value = {};
            return;
          }
          for (const model of BUNDLED_MODELS) {
            const outcome = await predictor.ask(bundledSource(model), { image: { pixels }, addend, inside: false });
            if ('answer' in outcome) answers.value = { ...answers.value, [model.head]: outcome.answer };
          }
        } catch (error) {
          report(error);
        }
      }),
    [],
  );
  const [pixels, added, running] = [answer.value?.image.pixels, addend.value, predictor.value];
  useEffect(() => {
    ask({ pixels, addend: added, predictor: running });
  }, [pixels, added, running]);
  return (
    <div class="compare">
      {BUNDLED_MODELS.map((model) => (
        <Contender key={model.id} model={model} answer={answers.value[model.head]} addend={added} />
      ))}
    </div>
  );
}

interface ContenderProps {
  readonly model: BundledModel;
  readonly answer: Answer | undefined;
  readonly addend: number;
}

function Contender({ model, answer, addend }: ContenderProps) {
  const equation = answer && equationOf(answer, addend);
  const agrees = equation === undefined || equation.digit + addend === equation.sum;
  return (
    <section class="contender" aria-labelledby={`head-${model.head}`}>
      <h3 id={`head-${model.head}`}>{`${model.head} head`}</h3>
      <p class="note">{EXPLANATIONS[model.head]}</p>
      <p class="equation small">
        <span class="digit">{equation?.digit ?? '?'}</span> + {addend} = <span class="sum">{equation?.sum ?? '?'}</span>
      </p>
      <p class="certainty">
        {equation === undefined ? ' ' : `${percent(equation.certainty)} sure`}
        {!agrees && ' — digit and sum contradict each other'}
      </p>
      <Bars title="Digit" kind="digit" size={DIGIT_CLASSES} values={answer?.image.digit} highlight={equation?.digit} />
      <Bars title="Sum" kind="sum" size={SUM_CLASSES} values={answer?.sum} highlight={equation?.sum} />
      <dl class="facts">
        <dt>Model</dt>
        <dd>{model.id}</dd>
        <dt>Parameters</dt>
        <dd>{model.parameters.toLocaleString('en')}</dd>
        <Accuracy of="Digits" scores={model.scores.digit} />
        <Accuracy of="Sums" scores={model.scores.sum} />
      </dl>
    </section>
  );
}

function Accuracy({ of: answers, scores }: { readonly of: string; readonly scores: OutputScores | undefined }) {
  return (
    <>
      <dt>{answers} right</dt>
      <dd>{scores === undefined ? '–' : `${(100 * scores.accuracy).toFixed(2)} %`}</dd>
    </>
  );
}
