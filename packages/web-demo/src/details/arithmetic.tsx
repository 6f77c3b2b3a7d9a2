import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { ofChannels, ofTerms } from '../arithmetic/contributions.js';
import { explainUnit } from '../arithmetic/explain-unit.js';
import { productsOf, type Explanation, type Terms } from '../arithmetic/explanation.js';
import type { LayerFacts } from '../prediction/protocol.js';
import { ContributionTable, Rest } from './contribution-table.js';
import { long, signed } from './format.js';
import { NumberGrid } from './number-grid.js';
import { layerNumbers, outputOf, type PartNumbers } from './part-numbers.js';
import { nameOf, sourceOf } from './sources.js';
import { Term } from './term.js';

interface ArithmeticProps {
  readonly numbers: PartNumbers;
  readonly layer: LayerFacts;
  /** The unit's index in the layer's output. */
  readonly index: number;
}

/** How one number came about: the products that made it, their sum, and the function. */
export function Arithmetic({ numbers, layer, index }: ArithmeticProps) {
  const explained = explainUnit(layerNumbers(numbers, layer), index);
  if ('why' in explained) return <p class="note">{explained.why}</p>;
  /** Where a term comes from, in words. */
  const origin = (term: number): string => {
    const { inputs, indices } = explained.terms;
    const input = layer.inputs[inputs[term]!]!;
    return nameOf(sourceOf(numbers.model.layers, numbers.answer!.layers, input, indices[term]!));
  };
  return (
    <div class="arithmetic">
      <Parts explained={explained} origin={origin} filters={layer.type === 'Conv2D'} />
      <Conclusion explained={explained} own={outputOf(numbers, layer.name)!.values[index]!} />
    </div>
  );
}

/** Terms of a sum that are shown at first. */
const SHOWN_TERMS = 8;

interface PartsProps {
  readonly explained: Explanation;
  readonly origin: (term: number) => string;
  readonly filters: boolean;
}

function Parts({ explained, origin, filters }: PartsProps) {
  const { terms, window, operation } = explained;
  if (window === undefined) {
    return terms.values.length <= 2 ? (
      <Line terms={terms} origin={origin} operation={operation} />
    ) : (
      <ContributionTable
        contributions={ofTerms(terms)}
        first={SHOWN_TERMS}
        origin={origin}
        factors={[
          ['Number', (term) => terms.values[term]!],
          [
            <>
              × <Term word="weight" />
            </>,
            (term) => terms.weights?.[term] ?? 1,
          ],
        ]}
        title="= Product"
      />
    );
  }
  if (filters) return <Channels terms={terms} window={window} />;
  return <Window explained={explained} window={window} />;
}

type Window = NonNullable<Explanation['window']>;

/** A window of a pooling layer. */
function Window({
  explained: { terms, operation, before },
  window: [rows, columns],
}: {
  readonly explained: Explanation;
  readonly window: Window;
}) {
  const values = terms.values.map((value, i) => (terms.indices[i]! < 0 ? NaN : value));
  const isLargest = operation === 'largest';
  const count = terms.indices.reduce((sum, at) => sum + Number(at >= 0), 0);
  return (
    <div class="grids">
      <NumberGrid
        title="The window"
        rows={rows}
        columns={columns}
        values={values}
        marked={isLargest ? values.indexOf(before) : undefined}
      />
      <p>{isLargest ? 'The largest of them is kept.' : `Their sum, divided by ${count}.`}</p>
    </div>
  );
}

/** Channels that are shown at first. */
const SHOWN_CHANNELS = 3;

/** A filter with a grid for each channel of its input, those with the largest sums first. */
function Channels({ terms, window: [rows, columns, channels] }: { readonly terms: Terms; readonly window: Window }) {
  const shown = useSignal(SHOWN_CHANNELS);
  const all = ofChannels(terms, channels);
  const products = productsOf(terms);
  const cells = rows * columns;
  const grid = (channel: number, of: ArrayLike<number>) =>
    Float64Array.from({ length: cells }, (_, cell) => {
      const term = cell * channels + channel;
      return terms.indices[term]! < 0 ? NaN : of[term]!;
    });
  const weights = (channel: number) =>
    Float64Array.from({ length: cells }, (_, cell) => terms.weights![cell * channels + channel]!);
  return (
    <>
      {all.slice(0, shown.value).map(({ of: channel, product }) => (
        <div class="grids" key={channel}>
          <NumberGrid
            title={channels === 1 ? 'The patch' : `Patch of map ${channel + 1}`}
            rows={rows}
            columns={columns}
            values={grid(channel, terms.values)}
          />
          <b class="sign">×</b>
          <NumberGrid title="Filter" rows={rows} columns={columns} values={weights(channel)} />
          <b class="sign">=</b>
          <NumberGrid title="Products" rows={rows} columns={columns} values={grid(channel, products)} />
          {channels > 1 && (
            <p>
              Sum: <b>{long(product)}</b>
            </p>
          )}
        </div>
      ))}
      <Rest hidden={all.slice(shown.value)} onMore={() => (shown.value += 8)} />
    </>
  );
}

interface LineProps {
  readonly terms: Terms;
  readonly operation: Explanation['operation'];
  readonly origin: (term: number) => string;
}

/** One or two terms in one line. */
function Line({ terms: { values, weights }, operation, origin }: LineProps) {
  const between = operation === 'product' ? ' × ' : ' + ';
  return (
    <p class="line">
      {Array.from(values, (value, term) => (
        <span key={term}>
          {term > 0 && between}
          <b>{long(value)}</b> <small>({origin(term)})</small>
          {weights !== undefined && ` × ${long(weights[term]!)}`}
        </span>
      ))}
    </p>
  );
}

/** From the sum to the result. */
function Conclusion({ explained, own }: { readonly explained: Explanation; readonly own: number }) {
  const { bias, before, then, result, operation, terms } = explained;
  const isSame = Math.abs(result - own) <= 1e-5 * Math.max(1, Math.abs(own));
  const steps: ComponentChildren[] = [];
  if (operation === 'sum') {
    if (bias !== undefined) {
      steps.push(
        <>
          {terms.values.length === 1 ? 'Product' : 'Sum of products'} <b>{long(before - bias)}</b>, <Term word="bias" />{' '}
          <b>{signed(bias)}</b>
        </>,
      );
    }
    steps.push(
      <>
        {bias === undefined ? 'Sum' : 'Together'}: <b>{long(before)}</b>
      </>,
    );
  }
  if (then !== undefined) {
    steps.push(
      <>
        {then.title} ({then.words}): {then.logits === undefined ? <b>{long(before)}</b> : softmax(then.logits, before)}{' '}
        → <b>{long(result)}</b>
      </>,
    );
  }
  return (
    <div class="conclusion">
      <ol>
        {steps.map((step, i) => (
          <li key={i}>{step}</li>
        ))}
      </ol>
      <p>
        ={' '}
        <data class="result" value={String(result)}>
          {long(result)}
        </data>{' '}
        <small>
          <data class="own" value={String(own)}>
            {isSame ? 'the same as in the network' : `The network has ${long(own)}.`}
          </data>
        </small>
      </p>
    </div>
  );
}

/** A softmax written out, with powers relative to the largest, which changes nothing and keeps them small. */
function softmax(logits: readonly number[], logit: number): string {
  const largest = Math.max(...logits);
  const sum = logits.reduce((total, each) => total + Math.exp(each - largest), 0);
  return `e^(${long(logit)} − ${long(largest)}) = ${long(Math.exp(logit - largest))}, divided by ${long(sum)}`;
}
