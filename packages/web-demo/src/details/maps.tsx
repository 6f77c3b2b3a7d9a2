import { useRef } from 'preact/hooks';
import { FeatureMap } from '../machine/feature-map.js';
import { mapsOf } from '../machine/layer-maps.js';
import { useInSight } from '../panels/in-sight.js';
import type { LayerActivation, LayerFacts } from '../prediction/protocol.js';
import { CHANNEL_SWITCH } from '../prediction/channel-switch.js';
import { wordsOfLayer } from './words.js';

interface LayerProps {
  readonly layer: LayerFacts;
  readonly output: LayerActivation;
  /** The map that is shown large; undefined if it is one of another layer. */
  readonly chosen: number | undefined;
  readonly onChoose: (channel: number) => void;
}

/** A layer with its maps. There are many, and each is a canvas: they are painted when the layer is almost in sight. */
export function Layer({ layer: { name, type, config }, output, chosen, onChoose }: LayerProps) {
  const section = useRef<HTMLElement>(null);
  const isNear = useInSight(section, '300px');
  return (
    <section ref={section} class={`layer ${chosen === undefined ? '' : 'chosen'}`} aria-label={`Layer ${name}`}>
      <h4>
        {titleOf(type, config)} <small>{`${name}, ${output.shape.join(' × ')}`}</small>
      </h4>
      <p class="note">{wordsOfLayer(type)}</p>
      {isNear ? (
        <Maps name={name} output={output} chosen={chosen} onChoose={onChoose} />
      ) : (
        <div class="maps-to-come" style={{ '--maps': String(output.shape[2] ?? 1) }} />
      )}
    </section>
  );
}

const TITLES: Readonly<Partial<Record<string, string>>> = {
  AveragePooling2D: 'Average pooling',
  BatchNormalization: 'Normalisation',
  Concatenate: 'Side by side',
  Conv2D: 'Convolution',
  Dense: 'Weighted sums',
  GlobalAveragePooling2D: 'Average of each map',
  LeakyReLU: 'Leaky ReLU',
  [CHANNEL_SWITCH]: 'Switched off',
  MaxPooling2D: 'Max pooling',
  Multiply: 'Products',
};

/** A layer's class in words, with the function that it ends with: `Convolution + ReLU`. */
function titleOf(type: string, { activation }: Readonly<Record<string, unknown>>): string {
  const title = TITLES[type] ?? type;
  if (typeof activation !== 'string' || activation === 'linear') return title;
  return `${title} + ${activation === 'relu' ? 'ReLU' : activation}`;
}

function Maps({ name, output, chosen, onChoose }: Omit<LayerProps, 'layer'> & { readonly name: string }) {
  const maps = mapsOf(output);
  const current = Math.min(chosen ?? 0, maps.length - 1);
  return (
    <div
      class={`maps ${maps.length === 1 ? 'alone' : ''}`}
      style={{ '--ratio': String(maps[0]!.width / maps[0]!.height) }}
      role="toolbar"
      aria-label={`Feature maps of ${name}`}
      onKeyDown={(event) => {
        const next = moved(event.key, current, maps.length);
        if (next === undefined) return;
        event.preventDefault();
        onChoose(next);
        (event.currentTarget.children[next] as HTMLElement).focus();
      }}
    >
      {maps.map((map, channel) => (
        <button
          key={channel}
          type="button"
          class="map"
          tabIndex={channel === current ? 0 : -1}
          aria-pressed={channel === chosen}
          onPointerEnter={({ pointerType }) => {
            if (pointerType === 'mouse') onChoose(channel);
          }}
          onClick={() => {
            onChoose(channel);
          }}
        >
          <FeatureMap map={map} label={maps.length === 1 ? name : `map ${channel + 1} of ${maps.length}`} />
        </button>
      ))}
    </div>
  );
}

/** The map that a key moves to; undefined for any other key. */
function moved(key: string, from: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return Math.min(count - 1, from + 1);
    case 'ArrowLeft':
    case 'ArrowUp':
      return Math.max(0, from - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
