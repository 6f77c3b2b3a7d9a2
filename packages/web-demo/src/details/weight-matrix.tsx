import { indexOfMax } from '@mnist-adder/model/internal';
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { FeatureMap, MapLegend } from '../machine/feature-map.js';
import { magnitudeOf } from '../machine/layer-maps.js';
import type { LayerActivation, LayerFacts } from '../prediction/protocol.js';
import { Arithmetic } from './arithmetic.js';
import { long } from './format.js';
import { layerNumbers, outputOf, type PartNumbers } from './part-numbers.js';
import { PixelMap, type Place } from './pixel-map.js';
import { nameOf, sourceOf } from './sources.js';

/** The weights of a dense layer as a picture: its current inputs along the upper edge, its outputs along the right one. */
export function WeightMatrix({ numbers, layer }: { readonly numbers: PartNumbers; readonly layer: LayerFacts }) {
  const picked = useSignal<Place | undefined>(undefined);
  const multiplies = useSignal(false);
  const { inputs, weights } = layerNumbers(numbers, layer);
  const kernel = weights.kernel!;
  const [width, height] = kernel.shape as [number, number];
  const input = inputs[0]!.values;
  const output = outputOf(numbers, layer.name)!.values;
  const products = multiplies.value;
  const map = useMemo(() => {
    const values = Float32Array.from({ length: width * height }, (_, i) => {
      const [unit, from] = [Math.floor(i / width), i % width];
      return kernel.values[from * height + unit]! * (products ? input[from]! : 1);
    });
    return { width, height, values, scale: magnitudeOf(values) };
  }, [kernel, products, products && input]);
  const { y, x } = picked.value ?? largestProduct(kernel, input, indexOfMax(output, 0, height));
  const weight = kernel.values[x * height + y]!;
  const from = nameOf(sourceOf(numbers.model.layers, numbers.answer!.layers, layer.inputs[0]!, x));
  const to = nameOf({ layer, index: y, shape: [height] });
  const says = `${from} (${long(input[x]!)}) × weight ${long(weight)} = ${long(input[x]! * weight)}, a part of ${to}`;
  const edge = (values: Float32Array, axes: { readonly width: number; readonly height: number }) => ({
    ...axes,
    values,
    scale: magnitudeOf(values),
  });
  return (
    <section class="weights" aria-label={`Weights of ${layer.name}`}>
      <h4>
        {layer.name} <small>{`${width} numbers in, ${height} out`}</small>
      </h4>
      <fieldset class="shown-weights">
        <legend class="visually-hidden">What the picture of {layer.name} shows</legend>
        <label>
          <input
            type="radio"
            name={`shows-${layer.name}`}
            checked={!products}
            onChange={() => (multiplies.value = false)}
          />{' '}
          weights
        </label>
        <label>
          <input
            type="radio"
            name={`shows-${layer.name}`}
            checked={products}
            onChange={() => (multiplies.value = true)}
          />{' '}
          weights × numbers now
        </label>
        <MapLegend scale={map.scale} isSigned />
      </fieldset>
      <div class="matrix" style={{ '--columns': String(width), '--rows': String(height) }}>
        <div class="in">
          <FeatureMap map={edge(input, { width, height: 1 })} label={`The ${width} numbers that come in`} />
        </div>
        <PixelMap map={map} at={{ y, x }} onChoose={(next) => (picked.value = next)} label={`${says}.`} />
        <div class="out">
          <FeatureMap map={edge(output, { width: 1, height })} label={`The ${height} numbers that go out`} />
        </div>
      </div>
      <p class="line" aria-hidden="true">
        {says}.
      </p>
      <details open={numbers.part.id === 'head'}>
        <summary>How {to} came about</summary>
        <Arithmetic numbers={numbers} layer={layer} index={y} />
      </details>
    </section>
  );
}

/** The weight that adds most to an output. */
function largestProduct({ shape, values }: LayerActivation, input: Float32Array, output: number): Place {
  const products = input.map((value, i) => Math.abs(value * values[i * shape[1]! + output]!));
  return { y: output, x: indexOfMax(products, 0, products.length) };
}
