import { DIGIT_CLASSES, SUM_CLASSES } from '@mnist-adder/dataset';
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { Bars } from '../answer/bars.js';
import { likeliest, percent } from '../answer/likeliest.js';
import { shippedSource } from '../models/model-in-use.js';
import { SHIPPED_MODELS } from '../models/shipped-model.js';
import type { Head, ShippedModel } from '../models/shipped-model.js';
import { latest } from '../prediction/latest.js';
import type { Answer } from '../prediction/protocol.js';
import type { Predictor } from '../prediction/predictor.js';
import { addend, answer, predictor, report } from '../state.js';

/** How each head comes to its sum. */
const EXPLANATIONS: Readonly<Record<Head, string>> = {
  exact: 'Moves the digit’s probabilities by the addend. Nothing to learn, and digit and sum always agree.',
  concat: 'Puts the addend beside the embedding and learns two outputs from both, so it may contradict itself.',
  stacked: 'Puts the addend as a number beside the digit’s probabilities and learns addition from examples.',
};

/** The same drawing through each of the heads. */
export function ComparePanel() {
  const answers = useSignal<Readonly<Partial<Record<Head, Answer>>>>({});
  const ask = useMemo(
    () =>
      latest(async ({ pixels, addend, predictor }: { pixels?: Uint8Array; addend: number; predictor?: Predictor }) => {
        try {
          if (pixels === undefined || predictor === undefined) {
            answers.value = {};
            return;
          }
          for (const model of SHIPPED_MODELS) {
            const { name, files } = shippedSource(model);
            const outcome = await predictor.ask({ model: name, image: { pixels }, addend, inside: false }, files);
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
    ask({ ...(pixels && { pixels }), addend: added, ...(running && { predictor: running }) });
  }, [pixels, added, running]);
  return (
    <div class="compare">
      {SHIPPED_MODELS.map((model) => (
        <Contender key={model.id} model={model} answer={answers.value[model.head]} addend={added} />
      ))}
    </div>
  );
}

interface ContenderProps {
  readonly model: ShippedModel;
  readonly answer: Answer | undefined;
  readonly addend: number;
}

function Contender({ model, answer, addend }: ContenderProps) {
  const equation = answer && likeliest(answer, addend);
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
        <dt>Digits right</dt>
        <dd>{`${(100 * model.digitAccuracy).toFixed(2)} %`}</dd>
        <dt>Sums right</dt>
        <dd>{`${(100 * model.sumAccuracy).toFixed(2)} %`}</dd>
      </dl>
    </section>
  );
}
