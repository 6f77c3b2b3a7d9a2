import { useSignal } from '@preact/signals';
import { indexOfMax } from '@mnist-adder/model/internal';
import { ofDifference } from '../arithmetic/contributions.js';
import { explainUnit } from '../arithmetic/explain-unit.js';
import { percent } from '../prediction/equation.js';
import type { LayerFacts } from '../prediction/protocol.js';
import { Arithmetic } from './arithmetic.js';
import { ContributionTable } from './contribution-table.js';
import { long, signed } from './format.js';
import { layerNumbers, outputOf, type PartNumbers } from './part-numbers.js';
import { nameOf, sourceOf } from './sources.js';
import { Term } from './term.js';

/** The outputs of a network: probabilities, what they were before the softmax, and what spoke for one and against another. */
export function Outputs({ numbers, layer }: { readonly numbers: PartNumbers; readonly layer: LayerFacts }) {
  const picked = useSignal<number | undefined>(undefined);
  const { values } = outputOf(numbers, layer.name)!;
  const chosen = picked.value ?? indexOfMax(values, 0, values.length);
  const rival = indexOfMax(
    values.map((value, i) => (i === chosen ? -1 : value)),
    0,
    values.length,
  );
  const explained = explainUnit(layerNumbers(numbers, layer), chosen);
  const logits = 'then' in explained ? explained.then?.logits : undefined;
  /** The layer that adds up evidence: the output itself, or the one before it if the output is only a function. */
  const adds = layer.type === 'Activation' ? numbers.part.layers.find(({ name }) => name === layer.inputs[0]) : layer;
  return (
    <div class="outputs">
      <table class="classes">
        <caption class="visually-hidden">
          Each {layer.name} with its probability; choose one to see what made it
        </caption>
        <thead>
          <tr>
            <th scope="col">{layer.name === 'sum' ? 'Sum' : 'Digit'}</th>
            {logits !== undefined && (
              <th scope="col">
                <Term word="logit">Logit</Term>
              </th>
            )}
            <th scope="col">Probability</th>
          </tr>
        </thead>
        <tbody class={layer.name}>
          {Array.from(values, (probability, i) => (
            <tr key={i} class={i === chosen ? 'chosen' : ''}>
              <th scope="row">
                <button
                  type="button"
                  aria-pressed={i === chosen}
                  onClick={() => {
                    picked.value = i;
                  }}
                >
                  {i}
                </button>
              </th>
              {logits !== undefined && <td>{long(logits[i]!)}</td>}
              <td class="share" style={{ '--part': String(probability) }}>
                {long(probability)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div class="closer">
        <h4>
          How the {layer.name} {chosen} got {percent(values[chosen]!)}
        </h4>
        {adds !== undefined && adds !== layer && <Arithmetic numbers={numbers} layer={adds} index={chosen} />}
        <Arithmetic numbers={numbers} layer={layer} index={chosen} />
        {adds?.type === 'Dense' && <Evidence numbers={numbers} layer={adds} chosen={chosen} rival={rival} />}
      </div>
    </div>
  );
}

interface EvidenceProps {
  readonly numbers: PartNumbers;
  readonly layer: LayerFacts;
  readonly chosen: number;
  /** The most likely of the others. */
  readonly rival: number;
}

/** Differences that are shown at first. */
const SHOWN = 6;

/** Why one output and not another: what adds more to the one than to the other. */
function Evidence({ numbers, layer, chosen, rival }: EvidenceProps) {
  const all = layerNumbers(numbers, layer);
  const [one, other] = [explainUnit(all, chosen), explainUnit(all, rival)];
  if ('why' in one || 'why' in other) return null;
  const origin = (term: number) =>
    nameOf(sourceOf(numbers.model.layers, numbers.answer!.layers, layer.inputs[0]!, one.terms.indices[term]!));
  const biases = (one.bias ?? 0) - (other.bias ?? 0);
  return (
    <section aria-label={`${chosen} or ${rival}`}>
      <h4>
        Why {chosen} {one.before >= other.before ? 'and not' : 'less than'} {rival}
      </h4>
      <p class="note">
        {rival} is the most likely of the others. What each number adds to {chosen}, less what it adds to {rival}:
      </p>
      <ContributionTable
        contributions={ofDifference(one.terms, other.terms)}
        first={SHOWN}
        origin={origin}
        factors={[['Number', (term) => one.terms.values[term]!]]}
        title={`For ${chosen}, against ${rival}`}
      />
      <p class="line">
        {one.bias !== undefined && (
          <>
            Biases: <b>{signed(biases)}</b>.{' '}
          </>
        )}
        Together <b>{long(one.before)}</b> for {chosen}, <b>{long(other.before)}</b> for {rival}: a difference of{' '}
        <b>{long(one.before - other.before)}</b>.
      </p>
    </section>
  );
}
