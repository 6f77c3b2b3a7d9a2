import { useSignal } from '@preact/signals';
import { receptiveField, type Rectangle } from '../arithmetic/receptive-field.js';
import { IMAGE_SIDE } from '@mnist-adder/dataset';
import { FeatureMap, MapLegend } from '../machine/feature-map.js';
import { mapsOf, type FeatureMapData } from '../machine/layer-maps.js';
import { DigitPicture } from '../panels/digit-picture.js';
import type { LayerActivation, LayerFacts } from '../prediction/protocol.js';
import { short } from './format.js';
import { filterMap } from './filter-map.js';
import { outputOf, type PartNumbers } from './part-numbers.js';
import { Frame, PixelMap, type Place } from './pixel-map.js';
import { Term } from './term.js';

interface LensProps {
  readonly numbers: PartNumbers;
  readonly layer: LayerFacts;
  readonly channel: number;
  /** The place that is chosen. */
  readonly at: Place;
  readonly onChoose: (at: Place) => void;
}

/** One map of a layer, large, with its filter and with what it sees of the image. */
export function Lens({ numbers, layer, channel, at, onChoose }: LensProps) {
  const pointed = useSignal<Place | undefined>(undefined);
  const output = outputOf(numbers, layer.name)!;
  const maps = mapsOf(output);
  const map = maps[channel]!;
  const place = pointed.value !== undefined && isWithin(pointed.value, map) ? pointed.value : at;
  const isPicture = output.shape.length === 3;
  const field = receptiveField(numbers.model.layers, layer.name, isPicture ? place : undefined, IMAGE_SIDE);
  const where = placeName(output, map, place);
  const title = `${layer.name}${maps.length > 1 ? `, map ${channel + 1} of ${maps.length}` : ''}`;
  return (
    <div class="lens">
      <figure class="enlarged">
        <figcaption>
          {title}
          <MapLegend scale={map.scale} isSigned={Array.from(output.values).some((value) => value < 0)} />
        </figcaption>
        <PixelMap
          map={map}
          at={at}
          onChoose={onChoose}
          onPoint={(next) => (pointed.value = next)}
          label={`${title}, ${placeName(output, map, at)}: ${short(map.values[at.y * map.width + at.x]!)}.`}
        />
        <p class="note" aria-hidden="true">
          {where}: {short(map.values[place.y * map.width + place.x]!)}
        </p>
      </figure>
      <Filter kernel={kernelOf(numbers, layer)} filter={isPicture ? channel : at.y * map.width + at.x} />
      {field !== undefined && <SeenField pixels={numbers.answer!.image.pixels} field={field} />}
    </div>
  );
}

const isWithin = ({ y, x }: Place, { width, height }: FeatureMapData) => y < height && x < width;

/** Where a number is, in words. */
const placeName = ({ shape }: LayerActivation, { width }: FeatureMapData, { y, x }: Place) =>
  shape.length === 1 ? `number ${y * width + x + 1}` : `row ${y + 1}, column ${x + 1}`;

/** The weights of a layer as filters, [height, width, channels, filters]; undefined if it has none, or if its input is no picture. */
function kernelOf(numbers: PartNumbers, layer: LayerFacts): LayerActivation | undefined {
  const kernel = numbers.weights.get(layer.name)?.kernel;
  if (kernel === undefined || layer.type === 'Conv2D') return kernel;
  // A dense layer has weights for each number of the maps that were flattened for it.
  const flat = numbers.model.layers.find(({ name }) => name === layer.inputs[0]);
  const shape = flat?.type === 'Flatten' ? outputOf(numbers, flat.inputs[0]!)?.shape : undefined;
  return shape?.length === 3 ? { shape: [...shape, kernel.shape[1]!], values: kernel.values } : undefined;
}

function Filter({ kernel, filter }: { readonly kernel: LayerActivation | undefined; readonly filter: number }) {
  if (kernel === undefined) return null;
  const map = filterMap(kernel, filter);
  const channels = kernel.shape[2]!;
  const label = `Weights, ${kernel.shape[0]!} by ${kernel.shape[1]!}${channels > 1 ? ` for each of ${channels} maps` : ''}`;
  return (
    <figure class="filter">
      <figcaption>
        Its <Term word="weight">weights</Term>
        {channels > 1 && `: a part for each of ${channels} maps`}
        <MapLegend scale={map.scale} isSigned />
      </figcaption>
      <FeatureMap map={map} label={label} />
    </figure>
  );
}

function SeenField({ pixels, field }: { readonly pixels: Uint8Array; readonly field: Rectangle }) {
  const { top, left, bottom, right } = field;
  const size = `${bottom - top + 1} × ${right - left + 1}`;
  return (
    <figure class="seen-field">
      <figcaption>
        Its <Term word="receptive field" />: {size}
      </figcaption>
      <div>
        <DigitPicture
          pixels={pixels}
          label={`The image; framed are rows ${top + 1} to ${bottom + 1} and columns ${left + 1} to ${right + 1}`}
        />
        <Frame {...field} rows={IMAGE_SIDE} columns={IMAGE_SIDE} />
      </div>
    </figure>
  );
}
