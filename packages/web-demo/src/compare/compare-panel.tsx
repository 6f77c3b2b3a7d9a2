import { ADDEND_CLASSES, DIGIT_CLASSES, SUM_CLASSES } from '@mnist-adder/dataset';
import type { OutputScores, Scores } from '@mnist-adder/model';
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { samplePixels, SAMPLE_LABELS } from '../drawing/samples.js';
import { BUNDLED_MODELS, bundledSource, type ModelSource } from '../models/bundled-models.js';
import { HEAD_WORDS, OWN_WORDS } from '../models/head-words.js';
import { Bars } from '../panels/bars.js';
import { contradicts, equationOf, percent } from '../prediction/equation.js';
import { latest } from '../prediction/latest.js';
import type { Predictor } from '../prediction/predictor.js';
import type { Answer } from '../prediction/protocol.js';
import { ownSource } from '../state/model-in-use.js';
import { addend, answer, chooseAddend, drawing, firstSheet, ownModel, predictor, report } from '../state/state.js';
import { findDisagreement } from './find-disagreement.js';

/** A network that is compared. */
interface Contender {
  readonly source: ModelSource;
  readonly title: string;
  readonly explanation: string;
  readonly name: string;
  readonly parameters: number;
  readonly scores: Scores;
}

function contenders(): Contender[] {
  const bundled = BUNDLED_MODELS.map((model) => ({
    source: bundledSource(model),
    title: `${model.head} head`,
    explanation: HEAD_WORDS[model.head],
    name: model.id,
    parameters: model.parameters,
    scores: model.scores,
  }));
  const own = ownModel.value;
  if (own === undefined) return bundled;
  const { name, facts } = own;
  return [
    ...bundled,
    {
      ...facts,
      source: ownSource(own),
      title: 'your network',
      explanation: OWN_WORDS,
      name,
    },
  ];
}

interface Situation {
  readonly answer: Answer | undefined;
  readonly predictor: Predictor | undefined;
  readonly networks: readonly Contender[];
}

/** Shows the same drawing and addend to all networks. */
export function ComparePanel() {
  const answers = useSignal<ReadonlyMap<string, Answer>>(new Map());
  const ask = useMemo(
    () =>
      latest(async ({ answer, predictor, networks }: Situation) => {
        try {
          const found = new Map<string, Answer>();
          for (const { source } of answer && predictor ? networks : []) {
            const { image, addend } = answer!;
            const given = await (
              await predictor!.open(source)
            ).ask({
              image: { pixels: image.pixels },
              addend: typeof addend === 'object' ? { pixels: addend.pixels } : addend,
              layers: [],
            });
            if (given !== undefined) found.set(source.name, given);
          }
          answers.value = found;
        } catch (error) {
          report(error);
        }
      }),
    [],
  );
  const [shown, running, own] = [answer.value, predictor.value, ownModel.value];
  const networks = useMemo(contenders, [own]);
  useEffect(() => {
    ask({ answer: shown, predictor: running, networks });
  }, [shown, running, networks]);
  return (
    <div class="comparison">
      <Disagreements networks={networks} />
      <div class="compare">
        {networks.map((network) => (
          <Card key={network.source.name} network={network} answer={answers.value.get(network.source.name)} />
        ))}
      </div>
    </div>
  );
}

/** Looks for a test image and an addend about which the networks disagree, and puts them on the page. */
function Disagreements({ networks }: { readonly networks: readonly Contender[] }) {
  const state = useSignal<{ readonly done: number; readonly search?: AbortController; readonly text?: string }>({
    done: 0,
  });
  useEffect(() => () => state.peek().search?.abort(), []);
  const running = predictor.value;
  const { search, done, text } = state.value;
  const start = async () => {
    const abort = new AbortController();
    state.value = { done: 0, search: abort };
    // Each search goes on behind the sample that is shown.
    const shown = drawing.peek();
    const first = shown.type === 'sample' ? shown.index + 1 : 0;
    const samples = SAMPLE_LABELS.map((_, i) => (first + i) % SAMPLE_LABELS.length);
    const sumsOf = async (sample: number) => {
      const image = { pixels: await samplePixels(sample) };
      const given: Float32Array[] = [];
      for (const { source } of networks) {
        const { sums } = (await (await running!.open(source)).ask({ image, addend: 0, layers: [] })) ?? {};
        if (sums !== undefined) given.push(sums);
      }
      return given;
    };
    const onProgress = (count: number) => {
      state.value = { done: count, search: abort };
    };
    try {
      const found = await findDisagreement({
        samples,
        sumsOf,
        addend: addend.peek(),
        onProgress,
        signal: abort.signal,
      });
      if (found !== undefined) {
        firstSheet.change({ type: 'sample', index: found.sample });
        chooseAddend(found.addend);
        state.value = {
          done: 0,
          text: `Test image ${found.sample} with + ${found.addend}: it shows a ${SAMPLE_LABELS[found.sample]!}.`,
        };
      } else {
        const all = `The networks agree about all ${samples.length} test images with every addend.`;
        state.value = { done: 0, text: abort.signal.aborted ? 'The search was stopped.' : all };
      }
    } catch (error) {
      state.value = { done: 0 };
      report(error);
    }
  };
  return (
    <div class="tools disagreements">
      {search === undefined ? (
        <button type="button" class="primary" disabled={running === undefined} onClick={() => void start()}>
          Find a disagreement
        </button>
      ) : (
        <button
          type="button"
          onClick={() => {
            search.abort();
          }}
        >
          Stop
        </button>
      )}
      <p class="note" role="status">
        {search === undefined
          ? (text ?? `Looks through ${SAMPLE_LABELS.length} test images and all ten addends.`)
          : `${done} of ${SAMPLE_LABELS.length} images: all agree so far, with each of the ${ADDEND_CLASSES} addends.`}
      </p>
    </div>
  );
}

function Card({ network, answer }: { readonly network: Contender; readonly answer: Answer | undefined }) {
  const { title, explanation, name, parameters, scores } = network;
  const equation = answer && equationOf(answer);
  const isContradiction = equation !== undefined && contradicts(equation);
  return (
    <section class={`contender ${isContradiction ? 'contradiction' : ''}`} aria-label={title}>
      <h3>{title}</h3>
      <p class="note">{explanation}</p>
      <p class="equation small">
        <span class="digit">{equation?.digit ?? '?'}</span> + <span class="added">{equation?.addend ?? '?'}</span> ={' '}
        <span class="sum">{equation?.sum ?? '?'}</span>
      </p>
      <p class="certainty">
        {equation === undefined ? ' ' : `${percent(equation.certainty)} sure`}
        {isContradiction &&
          ` — contradicts itself: ${equation.digit} + ${equation.addend!} is ${equation.digit + equation.addend!}`}
      </p>
      <Bars title="Digit" kind="digit" size={DIGIT_CLASSES} values={answer?.image.digit} highlight={equation?.digit} />
      <Bars title="Sum" kind="sum" size={SUM_CLASSES} values={answer?.sum} highlight={equation?.sum} />
      <dl class="facts">
        <dt>Model</dt>
        <dd>{name}</dd>
        <dt>Parameters</dt>
        <dd>{parameters.toLocaleString('en')}</dd>
        <Accuracy of="Digits" scores={scores.digit} />
        <Accuracy of="Sums" scores={scores.sum} />
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
