import { useSignal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { modelInUse } from '../models/model-in-use.js';
import { latest } from '../prediction/latest.js';
import type { Predictor } from '../prediction/predictor.js';
import type { Answer, LayerActivation, Reading } from '../prediction/protocol.js';
import { addend, answer, predictor, report } from '../state.js';
import { ExactShift } from './exact-shift.js';
import { FeatureMap } from './feature-map.js';
import type { FeatureMapData } from './feature-map.js';
import { layersToSee, mapsOf } from './layer-maps.js';

/** A feature map that is looked at, by its layer's name and its channel. */
interface Chosen {
  readonly layer: string;
  readonly channel: number;
}

/** What each layer makes of the drawing. */
export function InsidePanel() {
  const chosen = useSignal<Chosen>({ layer: 'conv_1', channel: 0 });
  const layers = useLayers();
  return (
    <div class="inside">
      <ExactShift />
      <h3>Layer by layer</h3>
      <p class="note">
        From the pixels to the answer. Point at a map, or go through them with the arrow keys, to see it large; layers
        that only rearrange numbers are left out.
      </p>
      {layers.length === 0 && <p class="note">There is nothing to see yet: draw a digit.</p>}
      <div class="layers-and-one">
        <div class="layers">
          {layers.map((layer) => (
            <Layer key={layer.name} layer={layer} chosen={chosen} />
          ))}
        </div>
        <Enlarged layers={layers} chosen={chosen.value} />
      </div>
    </div>
  );
}

/** How long the maps stand before they are painted again: there are many, and the answer goes first. */
const REST_MS = 100;

/** What each layer made of the image that the answer is of. */
function useLayers(): readonly LayerActivation[] {
  const layers = useSignal<readonly LayerActivation[]>([]);
  const ask = useMemo(
    () =>
      latest(async ({ answer, predictor, added }: { answer?: Answer; predictor?: Predictor; added: number }) => {
        if (answer === undefined || predictor === undefined) {
          layers.value = [];
          return;
        }
        const { name, files } = modelInUse();
        const pixelsOf = ({ pixels }: Reading) => ({ pixels });
        const question = { image: pixelsOf(answer.image), addend: answer.addend ? pixelsOf(answer.addend) : added };
        try {
          const outcome = await predictor.ask({ model: name, ...question, inside: true }, files);
          if ('answer' in outcome) layers.value = layersToSee(outcome.answer.layers);
        } catch (error) {
          report(error);
        }
        await new Promise((resolve) => setTimeout(resolve, REST_MS));
      }),
    [],
  );
  const [shown, running, added] = [answer.value, predictor.value, addend.value];
  useEffect(() => {
    ask({ ...(shown && { answer: shown }), ...(running && { predictor: running }), added });
  }, [shown, running, added]);
  return layers.value;
}

interface LayerProps {
  readonly layer: LayerActivation;
  readonly chosen: Signal<Chosen>;
}

/** A layer's maps, once it has come near to what is seen: there are many of them, and each is a canvas. */
function Layer({ layer, chosen }: LayerProps) {
  const { name, type, shape } = layer;
  const section = useRef<HTMLElement>(null);
  const isNear = useNear(section);
  return (
    <section ref={section} class="layer" aria-label={`Layer ${name}`}>
      <h4>
        {name} <small>{`${type}, ${shape.join(' × ')}`}</small>
      </h4>
      {isNear ? <Maps layer={layer} chosen={chosen} /> : <div class="maps-to-come" />}
    </section>
  );
}

function Maps({ layer, chosen }: LayerProps) {
  const { name } = layer;
  const maps = mapsOf(layer);
  const current = chosen.value.layer === name ? Math.min(chosen.value.channel, maps.length - 1) : 0;
  return (
    <div
      class={`maps ${maps.length === 1 ? 'alone' : ''}`}
      role="toolbar"
      aria-label={`Feature maps of ${name}`}
      onKeyDown={(event) => {
        const next = moved(event.key, current, maps.length);
        if (next === undefined) return;
        event.preventDefault();
        chosen.value = { layer: name, channel: next };
        (event.currentTarget.children[next] as HTMLElement).focus();
      }}
    >
      {maps.map((map, channel) => (
        <button
          key={channel}
          type="button"
          class="map"
          tabIndex={channel === current ? 0 : -1}
          aria-pressed={chosen.value.layer === name && channel === chosen.value.channel}
          style={{ '--ratio': String(map.width / map.height) }}
          onPointerEnter={() => {
            chosen.value = { layer: name, channel };
          }}
          onFocus={() => {
            chosen.value = { layer: name, channel };
          }}
        >
          <FeatureMap map={map} label={maps.length === 1 ? name : `map ${channel + 1} of ${maps.length}`} />
        </button>
      ))}
    </div>
  );
}

/** Whether an element is in sight, or nearly. */
function useNear(element: RefObject<HTMLElement | null>): boolean {
  const isNear = useSignal(false);
  useEffect(() => {
    const observer = new IntersectionObserver(
      ([entry]) => {
        isNear.value = entry!.isIntersecting;
      },
      { rootMargin: '300px' },
    );
    observer.observe(element.current!);
    return () => {
      observer.disconnect();
    };
  }, []);
  return isNear.value;
}

/** Where a key leads from one of so many maps. */
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

function Enlarged({ layers, chosen }: { readonly layers: readonly LayerActivation[]; readonly chosen: Chosen }) {
  const layer = layers.find(({ name }) => name === chosen.layer);
  if (layer === undefined) return null;
  const maps = mapsOf(layer);
  const map = maps[Math.min(chosen.channel, maps.length - 1)]!;
  return (
    <figure class="enlarged" style={{ '--ratio': String(map.width / map.height) }}>
      <FeatureMap map={map} label={`${layer.name}, large`} />
      <figcaption>
        {layer.name}
        {maps.length > 1 && `, map ${Math.min(chosen.channel, maps.length - 1) + 1} of ${maps.length}`}: {range(map)}
      </figcaption>
    </figure>
  );
}

function range({ values }: FeatureMapData): string {
  const [least, most] = values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
  return `${least.toFixed(2)} to ${most.toFixed(2)}`;
}
