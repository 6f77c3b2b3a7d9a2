import { useSignal, type Signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { latest } from '../prediction/latest.js';
import type { Predictor } from '../prediction/predictor.js';
import type { Answer, LayerActivation, Reading } from '../prediction/protocol.js';
import { modelInUse } from '../state/model-in-use.js';
import { addend, answer, predictor, report } from '../state/state.js';
import { ExactShift } from './exact-shift.js';
import { FeatureMap, type FeatureMapData } from './feature-map.js';
import { layersToSee, mapsOf } from './layer-maps.js';

/** The feature map that is shown large. */
interface Chosen {
  readonly layer: string;
  readonly channel: number;
}

/** Shows the output of each layer. */
export function InsidePanel() {
  const chosen = useSignal<Chosen>({ layer: 'conv_1', channel: 0 });
  const layers = useLayers();
  return (
    <div class="inside">
      <ExactShift />
      <h3>Layer by layer</h3>
      <p class="note">
        From the pixels to the answer. Point at a map, or move to it with the arrow keys, to see it large. Layers that
        only rearrange numbers are left out.
      </p>
      {layers.length === 0 && <p class="note">Draw a digit to see its layers.</p>}
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

interface Situation {
  readonly answer: Answer | undefined;
  readonly predictor: Predictor | undefined;
  /** The addend, if it is a number. */
  readonly added: number;
}

/** Milliseconds between two paintings of the maps: there are many, and the answer comes first. */
const REST_MS = 100;

/** The outputs of the layers for the image of the answer. */
function useLayers(): readonly LayerActivation[] {
  const layers = useSignal<readonly LayerActivation[]>([]);
  const ask = useMemo(
    () =>
      latest(async ({ answer, predictor, added }: Situation) => {
        if (answer === undefined || predictor === undefined) {
          layers.value = [];
          return;
        }
        const pixelsOf = ({ pixels }: Reading) => ({ pixels });
        const question = { image: pixelsOf(answer.image), addend: answer.addend ? pixelsOf(answer.addend) : added };
        try {
          const outcome = await predictor.ask(modelInUse(), { ...question, inside: true });
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
    ask({ answer: shown, predictor: running, added });
  }, [shown, running, added]);
  return layers.value;
}

interface LayerProps {
  readonly layer: LayerActivation;
  readonly chosen: Signal<Chosen>;
}

/** A layer with its maps. There are many, and each is a canvas: they are painted when the layer is almost in sight. */
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

/** Whether an element is in sight, or almost. */
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
  const [min, max] = values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
  return `${min.toFixed(2)} to ${max.toFixed(2)}`;
}
