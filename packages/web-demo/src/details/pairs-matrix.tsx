import { indexOfMax } from '@mnist-adder/model/internal';
import { useSignal } from '@preact/signals';
import { MapLegend } from '../machine/feature-map.js';
import { mapsOf } from '../machine/layer-maps.js';
import { isDark, palette } from '../machine/palette.js';
import type { LayerFacts } from '../prediction/protocol.js';
import { Arithmetic } from './arithmetic.js';
import { long } from './format.js';
import { outputOf, type PartNumbers } from './part-numbers.js';
import { PixelMap, type Place } from './pixel-map.js';

/** The exact head's products of each digit with each addend. A diagonal holds the pairs that make one sum. */
export function PairsMatrix({ numbers, layer }: { readonly numbers: PartNumbers; readonly layer: LayerFacts }) {
  const pairs = outputOf(numbers, layer.name)!;
  const shades = palette.value;
  const picked = useSignal<Place | undefined>(undefined);
  const pointed = useSignal<Place | undefined>(undefined);
  const { values } = pairs;
  const map = mapsOf(pairs)[0]!;
  const best = indexOfMax(values, 0, values.length);
  const at = picked.value ?? { y: Math.floor(best / map.width), x: best % map.width };
  const { y, x } = pointed.value ?? at;
  const sum = y + x;
  const total = values.reduce((all, value, i) => {
    const isSame = Math.floor(i / map.width) + (i % map.width) === sum;
    return isSame ? all + value : all;
  }, 0);
  const says = `digit ${y} and addend ${x} make ${sum}: ${long(values[y * map.width + x]!)}`;
  return (
    <div class="pairs">
      <h4>Every pair of a digit and an addend</h4>
      <p class="note">
        Rows are digits, columns addends. A cell is the product of both probabilities, and its number is the sum. The
        cells of one sum lie on a diagonal.
      </p>
      <div class="pairs-grid">
        <PixelMap
          map={map}
          at={at}
          onChoose={(next) => (picked.value = next)}
          onPoint={(next) => (pointed.value = next)}
          label={`Digit ${at.y} and addend ${at.x} make ${at.y + at.x}: ${long(values[at.y * map.width + at.x]!)}.`}
        />
        <div class="sums" aria-hidden="true">
          {Array.from({ length: map.height * map.width }, (_, i) => {
            const of = Math.floor(i / map.width) + (i % map.width);
            return (
              <span
                key={i}
                class={`${of === sum ? 'same' : ''} ${isDark(values[i]!, map.scale, shades) ? 'on-dark' : 'on-light'}`}
              >
                {of}
              </span>
            );
          })}
        </div>
      </div>
      <MapLegend scale={map.scale} isSigned={false} />
      <p aria-hidden="true">
        {says[0]!.toUpperCase() + says.slice(1)}. All that make {sum} together: <b>{long(total)}</b>.
      </p>
      <Arithmetic numbers={numbers} layer={layer} index={at.y * map.width + at.x} />
    </div>
  );
}
