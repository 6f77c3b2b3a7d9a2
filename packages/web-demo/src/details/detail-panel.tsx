import { DIGIT_LAYER, SUM_LAYER } from '@mnist-adder/model/spec';
import { useEffect, useRef } from 'preact/hooks';
import { useInSight } from '../panels/in-sight.js';
import { allParts, partToOpen, repeats } from '../prediction/parts.js';
import { looksInside, network, openPart } from '../state/state.js';
import { ExactShift } from './exact-shift.js';
import { Layers } from './layers.js';
import { Outputs } from './outputs.js';
import { PairsMatrix } from './pairs-matrix.js';
import { usePartNumbers, type PartNumbers } from './part-numbers.js';
import { WeightMatrix } from './weight-matrix.js';
import { wordsOf } from './words.js';

/** What has to be above the lower edge of the window, so that the panel counts as in sight: its first lines show no numbers. */
const MARGIN = '0px 0px -120px';

/** What is inside the part of the machine that is open, live while it is in sight: every number explains itself. */
export function DetailPanel() {
  const place = useRef<HTMLDivElement>(null);
  const isInSight = useInSight(place, MARGIN);
  useEffect(() => {
    looksInside.value = isInSight;
    return () => {
      looksInside.value = false;
    };
  }, [isInSight]);
  return (
    <div ref={place} class="inside details">
      <OpenPart />
    </div>
  );
}

function OpenPart() {
  const numbers = usePartNumbers();
  const parts = numbers?.parts ?? network.value?.parts;
  if (parts === undefined) return <p class="note">Loading the network …</p>;
  const part = numbers?.part ?? partToOpen(parts, openPart.value);
  return (
    <>
      <nav aria-label="Parts of the machine">
        <ul>
          {allParts(parts).map(({ id, title }) => (
            <li key={id}>
              <button
                type="button"
                aria-current={id === part.id ? 'true' : undefined}
                onClick={() => {
                  openPart.value = id;
                }}
              >
                {title}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <section class="part" aria-labelledby="part-title">
        <h3 id="part-title">{part.title}</h3>
        <p class="note words">{wordsOf(part, parts)}</p>
        {numbers !== undefined && <PartBody key={`${numbers.model.name} ${part.id}`} numbers={numbers} />}
      </section>
    </>
  );
}

function PartBody({ numbers }: { readonly numbers: PartNumbers }) {
  const { part, answer } = numbers;
  if (answer === undefined) return <p class="note">Draw a digit to see its numbers.</p>;
  const layers = part.layers.filter((layer) => !repeats(layer));
  if (part.id === 'digit' || part.id === 'sum') {
    const layer = layers.find(({ name }) => name === DIGIT_LAYER || name === SUM_LAYER)!;
    return (
      <>
        <Outputs numbers={numbers} layer={layer} />
        <Matrices numbers={numbers} />
      </>
    );
  }
  if (part.id === 'head') {
    const pairs = layers.find(({ type }) => type === 'Multiply');
    return pairs === undefined ? (
      <Matrices numbers={numbers} />
    ) : (
      <div class="exact">
        <ExactShift answer={answer} />
        <PairsMatrix numbers={numbers} layer={pairs} />
      </div>
    );
  }
  return <Layers numbers={numbers} layers={layers} />;
}

/** The weights of the dense layers of a part. */
function Matrices({ numbers }: { readonly numbers: PartNumbers }) {
  const dense = numbers.part.layers.filter(({ type, name }) => type === 'Dense' && numbers.weights.get(name)?.kernel);
  return (
    <>
      {dense.map((layer) => (
        <WeightMatrix key={layer.name} numbers={numbers} layer={layer} />
      ))}
    </>
  );
}
