import { useSignal } from '@preact/signals';
import { mapsOf, type FeatureMapData } from '../machine/layer-maps.js';
import type { LayerFacts } from '../prediction/protocol.js';
import { Arithmetic } from './arithmetic.js';
import { Lens } from './lens.js';
import { Layer } from './maps.js';
import { outputOf, type PartNumbers } from './part-numbers.js';
import type { Place } from './pixel-map.js';

/** The number that is looked at. */
interface Chosen {
  readonly layer: string;
  readonly channel: number;
  /** Undefined: the strongest one of the map. */
  readonly at: Place | undefined;
}

/** Layers with weights for what comes in: the first one of a part is shown at first. */
const LEARNS = new Set(['Conv2D', 'Dense']);

/** Layers in their order with their maps, one map large, and how one of its numbers came about. */
export function Layers({ numbers, layers }: { readonly numbers: PartNumbers; readonly layers: readonly LayerFacts[] }) {
  const first = layers.find(({ type }) => LEARNS.has(type)) ?? layers[0]!;
  const chosen = useSignal<Chosen>({ layer: first.name, channel: 0, at: undefined });
  const layer = layers.find(({ name }) => name === chosen.value.layer) ?? first;
  const output = outputOf(numbers, layer.name)!;
  const maps = mapsOf(output);
  const channel = Math.min(chosen.value.channel, maps.length - 1);
  const map = maps[channel]!;
  const at = chosen.value.at ?? strongest(map);
  const place = at.y * map.width + at.x;
  const index = output.shape.length === 3 ? place * maps.length + channel : place;
  return (
    <div class={`layers-and-lens ${layers.length === 1 && maps.length === 1 ? 'alone' : ''}`}>
      <div class="layers">
        {layers.map((each) => (
          <Layer
            key={each.name}
            layer={each}
            output={outputOf(numbers, each.name)!}
            chosen={each === layer ? channel : undefined}
            onChoose={(next) => {
              chosen.value = { layer: each.name, channel: next, at: each === layer ? chosen.value.at : undefined };
            }}
          />
        ))}
      </div>
      <div class="closer">
        <Lens
          numbers={numbers}
          layer={layer}
          channel={channel}
          at={at}
          onChoose={(next) => {
            chosen.value = { layer: layer.name, channel, at: next };
          }}
        />
        <section aria-labelledby="came-about">
          <h4 id="came-about">How this number came about</h4>
          <Arithmetic key={layer.name} numbers={numbers} layer={layer} index={index} />
        </section>
      </div>
    </div>
  );
}

/** The place of the largest magnitude in a map. */
function strongest({ values, width }: FeatureMapData): Place {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (Math.abs(values[i]!) > Math.abs(values[best]!)) best = i;
  return { y: Math.floor(best / width), x: best % width };
}
